// The README links to files of this repository. Where it is shown without them (npm, PyPI, Maven, Construct Hub), the links must be absolute.
//   assembly: in the jsii assembly, from which the packages for the other languages are built
//   pack, unpack: in README.md itself, while npm packs it
const { copyFileSync, existsSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const ROOT = join(__dirname, '..');
const README = join(ROOT, 'README.md');
const KEPT = join(ROOT, '.README.md.kept');
const REPOSITORY = require('../package.json').repository.url.replace(/\.git$/, '');

/** The Markdown with absolute links. */
function absolute(markdown) {
  return markdown.replace(/(!?)\[((?:[^\]\\[]|\[[^\]]*\](?:\([^)]*\))?)*)\]\((?![a-z]+:|#)([^)\s]+)\)/g,
    (_, image, text, path) => `${image}[${text}](${REPOSITORY}/${image ? 'raw' : 'blob'}/main/${path})`);
}

const STEPS = {
  assembly() {
    const path = join(ROOT, '.jsii');
    const assembly = JSON.parse(readFileSync(path, 'utf8'));
    assembly.readme.markdown = absolute(assembly.readme.markdown);
    writeFileSync(path, JSON.stringify(assembly, undefined, 2));
  },
  pack() {
    copyFileSync(README, KEPT);
    writeFileSync(README, absolute(readFileSync(README, 'utf8')));
  },
  unpack() {
    if (existsSync(KEPT)) {
      renameSync(KEPT, README);
    }
  },
};

module.exports = { absolute };
if (require.main === module) {
  STEPS[process.argv[2]]();
}
