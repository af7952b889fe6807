import { readFileSync } from 'node:fs';
import { createMarkdownRenderer } from 'vitepress';

const README = new URL('../../../README.md', import.meta.url);

declare const data: { readonly html: string };
export { data };

/** The quick start of the README, highlighted, for the first screen. */
export default {
  watch: ['../../../README.md'],
  async load(): Promise<typeof data> {
    const [code] = /```ts\n[^]*?\n```/.exec(readFileSync(README, 'utf8'))!;
    const markdown = await createMarkdownRenderer('.', { theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' } });
    return { html: markdown.render(code) };
  },
};
