/** Converts property names to the template's spelling, which overrides require. Container variables keep their names. */
export function pascal(value: any, isMap = false): any {
  if (Array.isArray(value)) {
    return value.map((element) => pascal(element));
  }
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) {
    return value;
  }
  return Object.fromEntries(Object.entries(value).map(([name, element]) => [
    isMap ? name : name[0].toUpperCase() + name.slice(1), pascal(element, name === 'environment'),
  ]));
}
