/**
 * Measures what the library costs compared with the same resources written by hand, prints a table, and writes RESULTS.md with the machine and the date.
 *
 * Every measurement runs in its own process. The two sides take turns, so that a machine that is busy for a while slows both; the median of the
 * rounds counts, in CPU time, which other processes disturb least.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

const ROOT = join(__dirname, '..');
const PEER = join(__dirname, 'peer');
const COUNTS = [1, 10, 100, 1000];
const ROUNDS = 7;

interface Synthesis {
  /** CPU time in ms of an app with one endpoint, which loads all modules. */
  readonly first: number;
  /** CPU time in ms of an app after it. */
  readonly cpu: number;
  readonly memory: number;
  readonly resources: number;
  readonly kinds: readonly string[];
}

/** The cases compiled to JavaScript, so that the compiler is not measured; inside this package, because they import it by name. */
const BUILT = mkdtempSync(join(__dirname, 'built-'));
process.on('exit', () => rmSync(BUILT, { recursive: true, force: true }));
buildSync({
  entryPoints: ['synth-case', 'import-case', 'sizing-case'].map((name) => join(__dirname, `${name}.ts`)),
  bundle: true,
  external: ['cdk-sagemaker-lmi', 'aws-cdk-lib', 'constructs'],
  platform: 'node',
  outdir: BUILT,
});

function measure<T>(script: string, ...args: string[]): T {
  const output = execFileSync(process.execPath, [join(BUILT, script), ...args], { encoding: 'utf8' });
  return JSON.parse(output.trim().split('\n').pop()!);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** Runs both sides in turn, for several rounds. */
function compare(count: number): { readonly library: Synthesis[]; readonly byHand: Synthesis[] } {
  const library: Synthesis[] = [];
  const byHand: Synthesis[] = [];
  for (let round = 0; round < (count >= 1000 ? 5 : ROUNDS); round++) {
    byHand.push(measure('synth-case.js', 'by-hand', String(count)));
    library.push(measure('synth-case.js', 'library', String(count)));
  }
  if (String(library[0].kinds) !== String(byHand[0].kinds)) {
    throw new Error(`the sides write different properties:\n${[...byHand[0].kinds, '', ...library[0].kinds].join('\n')}`);
  }
  return { library, byHand };
}

function main(): void {
  const lines = [
    '| endpoints | resources | by hand, CPU ms | library, CPU ms | ratio | library, ms per endpoint | memory by hand, MiB | memory library, MiB |',
    '| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
  ];
  const firsts: { readonly library: number; readonly byHand: number }[] = [];
  for (const count of COUNTS) {
    const { library, byHand } = compare(count);
    firsts.push(...library.map(({ first }, round) => ({ library: first, byHand: byHand[round].first })));
    const [left, right] = [median(byHand.map((each) => each.cpu)), median(library.map((each) => each.cpu))];
    const memory = (side: Synthesis[]) => median(side.map((each) => each.memory)).toFixed(0);
    lines.push(`| ${count} | ${library[0].resources} | ${left.toFixed(0)} | ${right.toFixed(0)} | ${(right / left).toFixed(2)} | ${(right / count).toFixed(1)} `
      + `| ${memory(byHand)} | ${memory(library)} |`);
    console.log(lines[lines.length - 1]);
  }

  const imports = Array.from({ length: ROUNDS }, () => measure<{ importing: number; firstUse: number }>('import-case.js'));
  const sizing = Array.from({ length: ROUNDS }, () => measure<{ milliseconds: number; estimates: number }>('sizing-case.js'));
  const [pack] = JSON.parse(execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: ROOT, encoding: 'utf8' }));
  const others = [
    '| what | |',
    '| --- | ---: |',
    `| importing the library after aws-cdk-lib | ${median(imports.map((each) => each.importing)).toFixed(1)} ms |`,
    `| loading it and creating the first endpoint | ${median(imports.map((each) => each.firstUse)).toFixed(0)} ms |`,
    `| an app with one endpoint, including loading all modules, by hand | ${median(firsts.map((each) => each.byHand)).toFixed(0)} CPU ms |`,
    `| the same with the library | ${median(firsts.map((each) => each.library)).toFixed(0)} CPU ms |`,
    `| packed size | ${(pack.size / 1000).toFixed(0)} kB |`,
    `| memory estimates | ${Math.round(median(sizing.map((each) => each.estimates / each.milliseconds)))} per CPU millisecond |`,
  ];
  console.log(others.join('\n'));

  writeFileSync(join(__dirname, 'RESULTS.md'), [
    '# Results', '',
    `Measured ${new Date().toISOString().slice(0, 10)} by \`npm run benchmark\` with Node.js ${process.version} on ${cpus().length} × ${cpus()[0].model.trim()}, `
    + `aws-cdk-lib ${module.require('aws-cdk-lib/package.json').version}. Each endpoint has a role, a policy, a model, an endpoint config, an endpoint and scaling; `
    + 'both sides create the same resources with the same properties. Before each measurement, an app with one endpoint loads the modules of that side and of the CDK.', '',
    ...lines, '', ...others, '', ...peer(), '',
  ].join('\n'));
}

/** The same work with another construct library, which needs a newer aws-cdk-lib and therefore has its own package. */
function peer(): string[] {
  if (!existsSync(join(PEER, 'node_modules'))) {
    return [];
  }
  const results = Array.from({ length: ROUNDS }, (): Record<string, Synthesis> => JSON.parse(
    execFileSync(process.execPath, ['compare.cjs'], { cwd: PEER, encoding: 'utf8' }).trim().split('\n').pop()!,
  ));
  const sides = Object.keys(results[0]).map((side) => `| ${side} | ${median(results.map((each) => each[side].cpu)).toFixed(0)} | ${results[0][side].resources} |`);
  return ['Compared with `@cdklabs/generative-ai-cdk-constructs`, 100 endpoints without scaling on the newest aws-cdk-lib that its peers allow:', '',
    '| library | CPU ms | resources |', '| --- | ---: | ---: |', ...sides];
}

main();
