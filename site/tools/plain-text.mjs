// Renders Markdown like GitHub: text that looks like a Vue expression stays text, comments are hidden, and links to files that are not pages of the site lead to the repository.
import { existsSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { REPOSITORY, ROOT } from './pages.mjs';

const isPage = (path) => path.endsWith('.md') && !['API.md', 'LICENSE'].includes(path) && !/^(benchmark|integ|test|cli)\//.test(path);

/** Pages whose names the site changes. */
const MOVED = {
  'API.md': '/api/', 'README.md': '/overview', 'docs/cookbook/README.md': '/cookbook/', 'examples/README.md': '/examples', 'CHANGELOG.md': '/changelog',
  'CONTRIBUTING.md': '/contributing', 'ARCHITECTURE.md': '/architecture', 'SECURITY.md': '/security-policy',
};

/** The address of a link to a file of the repository that is not on the site. */
function repositoryLink(href, env) {
  if (/^([a-z]+:|#|\/)/.test(href)) {
    return undefined;
  }
  const [path, anchor] = href.split('#');
  // The source page, before it is moved to its address.
  const page = env.realPath ?? env.path;
  const target = normalize(relative(ROOT, join(dirname(page), decodeURIComponent(path))));
  const moved = MOVED[target];
  if (moved !== undefined) {
    return anchor ? `${moved}#${anchor}` : moved;
  }
  if (!existsSync(join(ROOT, target)) || /\.(svg|png)$/.test(target) || /^site\//.test(target)) {
    return undefined;
  }
  if (isPage(target)) {
    return `/${target.replace(/^docs\//, '').replace(/\.md$/, '.html')}${anchor ? `#${anchor}` : ''}`;
  }
  return `${REPOSITORY}/tree/main/${target}${anchor ? `#${anchor}` : ''}`;
}

/** Settings of markdown-it. */
export function plainText(md) {
  const text = md.renderer.rules.text;
  md.renderer.rules.text = (tokens, index, ...rest) => (text ? text(tokens, index, ...rest) : md.utils.escapeHtml(tokens[index].content))
    .replace(/\{\{/g, '&#123;&#123;');
  md.core.ruler.before('normalize', 'comments', (state) => {
    state.src = state.src.replace(/^<!--[^]*?-->\n?/gm, '');
    // GitHub's collapsible sections, in VitePress's syntax.
    state.src = state.src.replace(/^<details>\n<summary>(.*)<\/summary>$/gm, '::: details $1').replace(/^<\/details>$/gm, ':::');
    // Badges come from other hosts; the site loads only its own files.
    state.src = state.src.replace(/^\[?!\[[^\]]*\]\((?:https:|LICENSE)[^\n]*\n/gm, '');
  });
  md.core.ruler.push('links', (state) => {
    for (const token of state.tokens.flatMap((each) => each.children ?? [])) {
      const href = token.type === 'link_open' ? repositoryLink(token.attrGet('href'), state.env) : undefined;
      if (href !== undefined) {
        token.attrSet('href', href);
      }
    }
  });
}
