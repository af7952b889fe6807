// Writes the API pages, builds the explorer and the site, and what machines read: llms.txt.
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vitepress';
import { createPages } from './api-pages.mjs';
import { ROOT } from './pages.mjs';

const site = join(ROOT, 'site');
console.log(`${createPages()} API pages`);
await build(site);
