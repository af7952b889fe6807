import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const DOCS = join(__dirname, '..', '..', 'docs');
const PICTURES = (readdirSync(DOCS, { recursive: true }) as string[]).filter((path) => path.endsWith('.svg'));
const pages = [join(DOCS, '..', 'README.md'), ...(readdirSync(DOCS, { recursive: true }) as string[]).filter((path) => path.endsWith('.md')).map((path) => join(DOCS, path))]
  .map((path) => readFileSync(path, 'utf8'));

describe.each(PICTURES)('%s', (path) => {
  const picture = readFileSync(join(DOCS, path), 'utf8');

  test('has a text alternative', () => {
    const [, ids] = /<svg [^>]*role="img" aria-labelledby="([\w ]+)"/.exec(picture)!;
    expect(ids.split(' ').map((id) => new RegExp(`<(title|desc) id="${id}">[^<]{15,}</`).test(picture))).toEqual([true, true]);
  });

  test('is readable in dark mode: each color has a dark variant', () => {
    const style = /<style>([^]*?)<\/style>/.exec(picture)![1];
    const [light, dark] = style.split('@media (prefers-color-scheme: dark)');
    const colored = (css: string) => new Set([...css.matchAll(/([^{}]+)\{[^{}]*(?:fill|stroke): #[^{}]*\}/g)].flatMap(([, selectors]) => selectors.split(',').map((each) => each.trim())));
    expect([...colored(light)].filter((selector) => !colored(dark).has(selector))).toEqual([]);
    // No color is outside the style, where dark mode could not change it.
    expect(picture.replace(style, '').match(/(?:fill|stroke|style)="(?!none)[^"]*#[^"]*"/g) ?? []).toEqual([]);
  });

  test('is on a page, with alternative text', () => {
    const name = path.split(/[\\/]/).pop()!;
    expect(pages.some((page) => new RegExp(`!\\[[^\\]]{15,}\\]\\([^)]*${name}\\)`).test(page))).toBe(true);
  });
});
