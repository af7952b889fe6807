import { buildSync } from 'esbuild';
import { Project, TextFile } from 'projen';

/** The entry point of the functions that stage weights. jsii leaves it out: it runs on Lambda, with the AWS SDK that is there. */
const HANDLER = 'src/staging/handler/index.ts';

/** Writes those functions as one file, which is the same for the tests and in the package, so that its asset has one hash. */
export function writeCopier(project: Project): void {
  const file = new TextFile(project, 'src/staging/copier/index.js', { readonly: true });
  const { outputFiles: [bundle] } = buildSync({
    entryPoints: [HANDLER],
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    write: false,
    banner: { js: `// ${file.marker}` },
  });
  bundle.text.split('\n').forEach((line) => file.addLine(line));
}
