import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitepress';
import { apiSidebar } from '../tools/api-pages.mjs';
import { REPOSITORY, titlesIn } from '../tools/pages.mjs';
import { plainText } from '../tools/plain-text.mjs';

const group = (text: string, folder: string, collapsed = true) => ({ text, collapsed, items: titlesIn(folder) });

/** Pages that are sections of their own in the sidebar, in the order of a reader's work. */
const GUIDE = ['deployment-guide', 'choosing-a-backend', 'choosing-an-instance', 'models', 'one-fleet-many-models', 'updating', 'metrics', 'security', 'benchmarking', 'versions'];
const REFERENCE = ['warnings', 'pitfalls', 'troubleshooting'];

const named = (names: string[]) => {
  const pages = titlesIn('docs');
  return names.flatMap((name) => pages.filter(({ link }) => link === `/${name}`));
};

export default defineConfig({
  title: 'cdk-sagemaker-lmi',
  description: 'AWS CDK constructs that put open-weight language models behind SageMaker endpoints with LMI containers',
  base: process.env.SITE_BASE ?? '/',
  srcDir: '..',
  outDir: './dist',
  cacheDir: './.vitepress/cache',
  srcExclude: [
    'API.md', 'cli/**', 'benchmark/**', 'integ/**', 'test/**', 'dist/**', 'lib/**', 'coverage/**', '.github/**', 'site/node_modules/**', 'site/dist/**', '**/cdk.out/**',
    'site/README.md', 'reports/**', '.stryker-tmp/**',
  ],
  rewrites: {
    'site/index.md': 'index.md',
    'site/explore.md': 'explore.md',
    'site/api/:name.md': 'api/:name.md',
    'README.md': 'overview.md',
    'CHANGELOG.md': 'changelog.md',
    'CONTRIBUTING.md': 'contributing.md',
    'ARCHITECTURE.md': 'architecture.md',
    'SECURITY.md': 'security-policy.md',
    'examples/README.md': 'examples.md',
    'docs/cookbook/README.md': 'cookbook/index.md',
    'docs/:path*': ':path*',
  },
  cleanUrls: false,
  lastUpdated: false,
  head: [
    ['link', { rel: 'icon', type: 'image/svg+xml', href: `${process.env.SITE_BASE ?? '/'}mark.svg` }],
    ['meta', { name: 'theme-color', content: '#0b6e4f' }],
  ],
  markdown: {
    html: false,
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    config: plainText,
  },
  vite: { publicDir: 'site/public', build: { chunkSizeWarningLimit: 900 } },
  themeConfig: {
    logo: { src: '/mark.svg', alt: '' },
    search: { provider: 'local', options: { miniSearch: { searchOptions: { boost: { title: 6, titles: 3, text: 1 } } } } },
    nav: [
      { text: 'Overview', link: '/overview' },
      { text: 'Explorer', link: '/explore' },
      { text: 'Cookbook', link: '/cookbook/' },
      { text: 'Options', link: '/options/vllm' },
      { text: 'API', link: '/api/' },
    ],
    sidebar: {
      '/api/': apiSidebar(),
      '/': [
        { text: 'Start', items: [{ text: 'Overview', link: '/overview' }, { text: 'Explorer', link: '/explore' }, { text: 'Examples', link: '/examples' }] },
        { text: 'Guide', items: named(GUIDE) },
        group('Cookbook', 'docs/cookbook', false),
        group('Options', 'docs/options', false),
        { text: 'Reference', items: [{ text: 'API', link: '/api/' }, ...named(REFERENCE)] },
        group('Migration', 'docs/migration'),
        group('Decisions', 'docs/decisions'),
        { text: 'Project', collapsed: true, items: [
          { text: 'Changelog', link: '/changelog' }, { text: 'Architecture', link: '/architecture' }, { text: 'Contributing', link: '/contributing' },
          { text: 'Security policy', link: '/security-policy' },
        ] },
      ],
    },
    socialLinks: [{ icon: 'github', link: REPOSITORY }],
    outline: [2, 3],
    footer: {
      message: 'Apache-2.0. Not an AWS product.',
      copyright: JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).author.name,
    },
  },
});
