import { buildSync } from 'esbuild';
import { Project, TextFile } from 'projen';

/** The entry point of the functions that stage weights. jsii does not compile it: it runs on Lambda, with the AWS SDK of the runtime. */
const HANDLER = 'src/staging/handler/index.ts';

/** Bundles those functions into one committed file. Tests and the package use the same file, so that its asset always has the same hash. */
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
