import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Problems } from '../checks/problems';

/** Paths of all files of a directory, through links; a link that leads nowhere or back is a fault. */
export function listFiles(problems: Problems, directory: string, prefix: string = '', above: readonly string[] = []): string[] {
  const real = realpathSync(directory);
  if (above.includes(real)) {
    problems.add(`directory has the link ${prefix.slice(0, -1)}, which leads back to ${real}: remove it`);
    return [];
  }
  return readdirSync(directory).flatMap((name) => {
    const path = join(directory, name);
    if (!existsSync(path)) {
      problems.add(`directory has the link ${prefix}${name}, which leads nowhere: remove it, or restore the file`);
      return [];
    }
    return statSync(path).isDirectory() ? listFiles(problems, path, `${prefix}${name}/`, [...above, real]) : [`${prefix}${name}`];
  });
}

/**
 * Packs a directory and some added files with the tar of the system, without touching the directory. Where that is GNU tar, the same files give the same
 * bytes.
 */
export function packTarball(
  problems: Problems, directory: string, files: readonly string[], added: { readonly [file: string]: string }, output: string,
): void {
  const staging = mkdtempSync(join(tmpdir(), 'lmi-model-'));
  const root = join(staging, 'root');
  const list = join(staging, 'files');
  try {
    stage(root, directory, added);
    // Sorted by code units, so that the order is the same everywhere.
    writeFileSync(list, [...files, ...Object.keys(added)].sort().map((path) => `${path}\0`).join(''));
    const isGnu = spawnSync('tar', ['--version'], { encoding: 'utf8' }).stdout?.includes('GNU tar');
    const stable = isGnu ? ['--format=gnu', '--mtime=@0', '--owner=0', '--group=0', '--numeric-owner', '--mode=u=rwX,go=rX'] : [];
    // Without the variable, the tar of macOS would add files with metadata.
    const packed = spawnSync('tar', [...stable, '-czhf', output, '-C', root, '--null', '-T', list], {
      encoding: 'utf8', env: { ...process.env, COPYFILE_DISABLE: '1' },
    });
    if (packed.status !== 0) {
      problems.add(`directory ${directory} could not be packed with tar, which said ${JSON.stringify(packed.error?.message ?? packed.stderr.trim())}: make tar `
        + 'available and the files readable');
    }
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

/** Puts links to the user's files beside the added files. */
function stage(root: string, directory: string, added: { readonly [file: string]: string }): void {
  mkdirSync(root);
  for (const name of readdirSync(directory)) {
    const source = resolve(directory, name);
    try {
      symlinkSync(source, join(root, name));
    } catch {
      // Windows lets only administrators make links.
      cpSync(source, join(root, name), { recursive: true, dereference: true });
    }
  }
  Object.entries(added).forEach(([name, text]) => writeFileSync(join(root, name), text));
}
