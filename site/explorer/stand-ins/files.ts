/** A file system with the files that a user has pasted or dropped. */
export const FILES = new Map<string, string>();

export function existsSync(path: string): boolean {
  return FILES.has(path);
}

export function readFileSync(path: string): string {
  const content = FILES.get(path);
  if (content === undefined) {
    throw Object.assign(new Error(`no file ${path}`), { code: 'ENOENT' });
  }
  return content;
}

export const statSync = (path: string) => ({ isFile: () => FILES.has(path), isDirectory: () => false, size: FILES.get(path)?.length ?? 0 });
export const join = (...parts: string[]): string => parts.filter((part) => part !== '' && part !== '.').join('/');
export const dirname = (path: string): string => path.split('/').slice(0, -1).join('/') || '.';
export const types = {};
