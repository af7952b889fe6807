// llms.txt: the pages of the site with their titles and first sentences, for language models that read it instead of the HTML.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY, ROOT, titlesIn } from './pages.mjs';

const RAW = `${REPOSITORY}/blob/main`;

/** The first sentence of the first paragraph of a page. */
function firstSentence(path) {
  const [paragraph = ''] = readFileSync(path, 'utf8').replace(/```[^]*?```|^(#.*|<!--[^]*?-->)$/gm, '').split(/\n\s*\n/).map((each) => each.trim().replace(/\s+/g, ' '))
    .filter((each) => each !== '' && !/^[`|[<-]/.test(each));
  return /^.*?[.:](?= |$)/.exec(paragraph)?.[0].replace(/:$/, '.') ?? '';
}

export function writeIndexForModels(dist) {
  const { description } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const section = (title, folder) => [`## ${title}`, '', ...titlesIn(folder).map(({ text, link }) => {
    const path = `docs${link}.md`;
    return `- [${text}](${RAW}/${path})${existsSync(join(ROOT, path)) ? `: ${firstSentence(join(ROOT, path))}` : ''}`;
  }), ''];
  writeFileSync(join(dist, 'llms.txt'), [
    '# cdk-sagemaker-lmi', '', `> ${description}`, '', `Install with \`npm install cdk-sagemaker-lmi\` or \`pip install cdk-sagemaker-lmi\`. [README](${RAW}/README.md) has the quick start; `
    + `[API.md](${RAW}/API.md) has every public name.`, '',
    ...section('Guide', 'docs'), ...section('Cookbook', 'docs/cookbook'), ...section('Options by backend', 'docs/options'), ...section('Migration', 'docs/migration'),
  ].join('\n'));
}
