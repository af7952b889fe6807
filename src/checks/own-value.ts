/** The map's own value for a user's name, which may be one that every object inherits, such as `toString`. */
export function ownValue<T>(map: { readonly [name: string]: T } | undefined, name: string): T | undefined {
  return map !== undefined && Object.prototype.hasOwnProperty.call(map, name) ? map[name] : undefined;
}
