// The pages of the repository, with their titles.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
export const REPOSITORY = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).repository.url.replace(/^git\+|\.git$/g, '');

/** The first heading of a page. */
export function titleOf(path) {
  return /^# (.+)$/m.exec(readFileSync(path, 'utf8'))?.[1].replace(/`/g, '') ?? basename(path, '.md');
}

/** Entries of the sidebar for the pages of a folder: first those that its README lists, in that order, then the rest by title. */
export function titlesIn(folder) {
  const directory = join(ROOT, folder);
  const index = join(directory, 'README.md');
  const order = existsSync(index) ? [...readFileSync(index, 'utf8').matchAll(/\]\(([\w-]+)\.md\)/g)].map(([, name]) => name) : [];
  const rank = (name) => (order.includes(name) ? order.indexOf(name) : order.length);
  const prefix = folder.replace(/^docs\/?/, '');
  return readdirSync(directory).filter((name) => name.endsWith('.md') && name !== 'README.md')
    .map((name) => ({ name: basename(name, '.md'), text: titleOf(join(directory, name)) }))
    .sort((left, right) => rank(left.name) - rank(right.name) || left.text.localeCompare(right.text))
    .map(({ name, text }) => ({ text, link: `/${prefix === '' ? '' : `${prefix}/`}${name}` }));
}
