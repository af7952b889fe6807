/**
 * Files in the format of `java.util.Properties`, which DJL Serving uses for `serving.properties`.
 */

/** Properties by name. */
export interface Properties {
  readonly [name: string]: string;
}

/** Formats properties, one per line, so that Java reads back the same properties. */
export function formatProperties(properties: Properties): string {
  return Object.entries(properties).map(([name, value]) => `${escape(name, /[ \t\f\r\n=:#!\\]/g)}=${escape(value, /^ +|[\t\f\r\n\\]/g)}\n`).join('');
}

/** Parses the properties of a file; the last of several with the same name wins. */
export function parseProperties(text: string): Properties {
  return Object.fromEntries(propertyEntries(text));
}

/** The properties of a file in its order, including those that a later one replaces. */
export function propertyEntries(text: string): [name: string, value: string][] {
  return logicalLines(text).map((line) => {
    // The name ends at the first separator that no backslash precedes.
    const [name] = /^(?:\\[^]|[^\\ \t\f=:])*/.exec(line)!;
    const value = line.slice(name.length).replace(/^[ \t\f]*[=:]?[ \t\f]*/, '');
    return [unescape(name), unescape(value)];
  });
}

/** Lines without comments, each joined with its continuation lines. */
function logicalLines(text: string): string[] {
  const lines: string[] = [];
  let continued = false;
  for (const natural of text.split(/\r\n|\r|\n/)) {
    const line = natural.replace(/^[ \t\f]+/, '');
    if (!continued && /^([#!]|$)/.test(line)) {
      continue;
    }
    const previous = continued ? lines.pop()! : '';
    continued = /(?:^|[^\\])(?:\\\\)*\\$/.test(line);
    lines.push(previous + (continued ? line.slice(0, -1) : line));
  }
  return lines;
}

const LETTERS: { readonly [letter: string]: string } = { t: '\t', f: '\f', r: '\r', n: '\n' };

function escape(text: string, special: RegExp): string {
  return text
    .replace(special, (match) => [...match].map((character) => {
      const letter = Object.keys(LETTERS).find((each) => LETTERS[each] === character);
      return `\\${letter ?? character}`;
    }).join(''))
    .replace(/[^\x20-\x7e]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function unescape(text: string): string {
  return text.replace(/\\(?:u([\dA-Fa-f]{4})|([^]))/g, (_, code?: string, character?: string) =>
    code !== undefined ? String.fromCharCode(parseInt(code, 16)) : LETTERS[character!] ?? character!);
}
