/** What a map itself has under a name that a user chose, which may be one that every object inherits, such as `toString`. */
export function ownValue<T>(map: { readonly [name: string]: T } | undefined, name: string): T | undefined {
  return map !== undefined && Object.prototype.hasOwnProperty.call(map, name) ? map[name] : undefined;
}
