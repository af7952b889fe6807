import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { Problems } from '../checks/problems';

/** Paths of all files of a directory, following links; a broken or circular link is a problem. */
function listFiles(problems: Problems, directory: string, prefix: string = '', above: readonly string[] = []): string[] {
  const real = realpathSync(directory);
  if (above.includes(real)) {
    problems.add(`directory has the link ${prefix.slice(0, -1)}, which leads back to ${real}. Remove it.`);
    return [];
  }
  return readdirSync(directory).flatMap((name) => {
    const path = join(directory, name);
    if (!existsSync(path)) {
      problems.add(`directory has the link ${prefix}${name}, which leads nowhere. Remove it, or restore the file.`);
      return [];
    }
    return statSync(path).isDirectory() ? listFiles(problems, path, `${prefix}${name}/`, [...above, real]) : [`${prefix}${name}`];
  });
}

/** A file of an archive: its content, or the path of a file that has it. */
type ArchiveEntry = { readonly content: string } | { readonly path: string };

/** The files of an archive, by their paths in it. */
export type ArchiveEntries = { readonly [path: string]: ArchiveEntry };

/** The files of a directory, as entries of an archive. */
export function entriesOf(problems: Problems, directory: string): ArchiveEntries {
  return Object.fromEntries(listFiles(problems, directory).map((path) => [path, { path: resolve(directory, path) }]));
}

/** Packs files with the system's `tar`, without changing them. With GNU tar, the same files result in the same bytes. */
export function packTarball(problems: Problems, entries: ArchiveEntries, output: string): void {
  const staging = mkdtempSync(join(tmpdir(), 'lmi-model-'));
  const root = join(staging, 'root');
  const list = join(staging, 'files');
  try {
    // Sorted by code units, so that the order is the same everywhere.
    const paths = Object.keys(entries).sort();
    mkdirSync(root);
    paths.forEach((path) => stage(join(root, path), entries[path]));
    writeFileSync(list, paths.map((path) => `${path}\0`).join(''));
    const isGnu = spawnSync('tar', ['--version'], { encoding: 'utf8' }).stdout?.includes('GNU tar');
    const stable = isGnu ? ['--format=gnu', '--mtime=@0', '--owner=0', '--group=0', '--numeric-owner', '--mode=u=rwX,go=rX'] : [];
    // Without the variable, the tar of macOS would add files with metadata.
    const packed = spawnSync('tar', [...stable, '-czhf', output, '-C', root, '--null', '-T', list], {
      encoding: 'utf8', env: { ...process.env, COPYFILE_DISABLE: '1' },
    });
    if (packed.status !== 0) {
      problems.add(`the model directory could not be packed with tar, which reported ${JSON.stringify(packed.error?.message ?? packed.stderr.trim())}. Make tar `
        + 'available and the files readable.');
    }
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

function stage(target: string, entry: ArchiveEntry): void {
  mkdirSync(dirname(target), { recursive: true });
  if ('content' in entry) {
    writeFileSync(target, entry.content);
    return;
  }
  try {
    symlinkSync(entry.path, target);
  } catch {
    // Windows lets only administrators create links.
    cpSync(entry.path, target, { dereference: true });
  }
}
