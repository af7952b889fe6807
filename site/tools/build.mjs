// Writes the API pages, builds the explorer and the site, and llms.txt for readers without a browser.
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
// It is a public file, so that the site finds the links to it.
console.log(`explorer: ${await buildExplorer(explorer)} bytes`);
await build(site);
writeIndexForModels(dist);
