// Writes the API pages, builds the explorer and the site, and llms.txt for what reads without a browser.
import { join } from 'node:path';
import { build } from 'vitepress';
import { createPages } from './api-pages.mjs';
import { writeIndexForModels } from './llms.mjs';
import { ROOT } from './pages.mjs';
import { buildExplorer } from '../explorer/build.mjs';

const site = join(ROOT, 'site');
const dist = join(site, 'dist');
const explorer = join(site, 'public', 'explorer.html');

console.log(`${createPages()} API pages`);
// As a public file it is part of the site, which checks the links to it.
console.log(`explorer: ${await buildExplorer(explorer)} bytes`);
await build(site);
writeIndexForModels(dist);
