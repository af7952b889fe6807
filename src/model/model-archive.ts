import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { FileSystem, SymlinkFollowMode } from 'aws-cdk-lib';
import { LmiAssetModelOptions } from './lmi-model-options';
import { Faults } from '../internal/faults';
import { formatProperties, parseProperties, Properties } from '../internal/properties-file';
import { holdsHubToken, isSecret } from '../internal/secrets';
import { isUnresolved } from '../internal/tokens';
import { LmiError } from '../lmi-error';

const SERVING_PROPERTIES = 'serving.properties';
const PROPERTY_NAME = /^[A-Za-z][\w.-]*$/;
const VARIABLE_NAME = /^(OPTION|SERVING|HF|SAGEMAKER)_/;

/** The files of a local model directory, with those that the library adds to them in the archive. */
export class ModelArchive {
  /** Reads a directory, and what is to be added; undefined when something is wrong. */
  public static read(faults: Faults, directory: string, options: LmiAssetModelOptions): ModelArchive | undefined {
    const before = faults.count;
    if (!isDirectory(directory)) {
      faults.add('directory', directory, 'a directory that exists', 'give the path of the directory that holds config.json');
      return undefined;
    }
    const files = listFiles(faults, directory);
    const added: { [name: string]: string } = {
      ...readText(faults, 'handler', options.handler, 'model.py', /\.py$/),
      ...readText(faults, 'requirements', options.requirements, 'requirements.txt', /\.txt$/),
    };
    if (options.servingProperties !== undefined && checkProperties(faults, options.servingProperties)) {
      added[SERVING_PROPERTIES] = formatProperties(options.servingProperties);
    }
    for (const name of Object.keys(added).filter((each) => files.includes(each))) {
      faults.say(`${OPTION_OF[name]} is given, but ${join(directory, name)} exists already: leave ${OPTION_OF[name]} out, or take the file out of the directory`);
    }
    return faults.count > before ? undefined : new ModelArchive(faults, directory, files, added, options.servingProperties);
  }

  /** What its `serving.properties` says. */
  public readonly servingProperties?: { [name: string]: string };
  /** Path of that file, when it stands in the directory. */
  public readonly servingPropertiesFile?: string;

  private constructor(
    faults: Faults, private readonly directory: string, private readonly files: readonly string[],
    private readonly added: Properties, servingProperties?: { [name: string]: string },
  ) {
    this.servingProperties = servingProperties;
    if (files.includes(SERVING_PROPERTIES)) {
      this.servingPropertiesFile = join(directory, SERVING_PROPERTIES);
      this.servingProperties = { ...parseProperties(readFileSync(this.servingPropertiesFile, 'utf8')) };
      checkSecrets(faults, `${this.servingPropertiesFile}: `, this.servingProperties);
    }
  }

  /** Names at the root of the archive. */
  public get names(): string[] {
    return [...new Set(this.paths.map((path) => path.split('/')[0]))];
  }

  /** Changes when the content of a file does. */
  public get fingerprint(): string {
    return FileSystem.fingerprint(this.directory, { follow: SymlinkFollowMode.ALWAYS, extraHash: JSON.stringify(this.added) });
  }

  /** Packs everything with the tar of the system, without touching the directory. The same files give the same bytes where that is GNU tar. */
  public pack(constructPath: string, output: string): true {
    const staging = mkdtempSync(join(tmpdir(), 'lmi-model-'));
    const root = join(staging, 'root');
    const list = join(staging, 'files');
    try {
      this.stage(root);
      writeFileSync(list, this.paths.map((path) => `${path}\0`).join(''));
      const isGnu = spawnSync('tar', ['--version'], { encoding: 'utf8' }).stdout?.includes('GNU tar');
      const stable = isGnu ? ['--format=gnu', '--mtime=@0', '--owner=0', '--group=0', '--numeric-owner', '--mode=u=rwX,go=rX'] : [];
      const packed = spawnSync('tar', [...stable, '-czhf', output, '-C', root, '--null', '-T', list], {
        // The tar of macOS would add files with metadata.
        encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, COPYFILE_DISABLE: '1' },
      });
      if (packed.status !== 0) {
        throw new LmiError(constructPath, [`directory ${this.directory} could not be packed with tar, which said "${packed.error?.message ?? packed.stderr.trim()}": `
          + 'make tar available and the files readable']);
      }
      return true;
    } finally {
      rmSync(staging, { recursive: true, force: true });
    }
  }

  /** Every file of the archive, sorted by code units so that the order is the same everywhere. */
  private get paths(): string[] {
    return [...this.files, ...Object.keys(this.added)].sort();
  }

  /** Puts links to the user's files beside the added files. */
  private stage(root: string): void {
    mkdirSync(root);
    for (const name of readdirSync(this.directory)) {
      const source = resolve(this.directory, name);
      try {
        symlinkSync(source, join(root, name));
      } catch {
        // Windows lets only administrators make links.
        cpSync(source, join(root, name), { recursive: true, dereference: true });
      }
    }
    Object.entries(this.added).forEach(([name, text]) => writeFileSync(join(root, name), text));
  }
}

const OPTION_OF: { readonly [file: string]: string } = {
  'model.py': 'handler', 'requirements.txt': 'requirements', [SERVING_PROPERTIES]: 'servingProperties',
};

function isDirectory(path: unknown): path is string {
  return typeof path === 'string' && existsSync(path) && statSync(path).isDirectory();
}

/** Paths of all files, through links; a link that leads nowhere or back is a fault. */
function listFiles(faults: Faults, directory: string, prefix: string = '', above: readonly string[] = []): string[] {
  const real = realpathSync(directory);
  if (above.includes(real)) {
    faults.say(`directory has the link ${prefix.slice(0, -1)}, which leads back to ${real}: remove it`);
    return [];
  }
  return readdirSync(directory).flatMap((name) => {
    const path = join(directory, name);
    if (!existsSync(path)) {
      faults.say(`directory has the link ${prefix}${name}, which leads nowhere: remove it, or restore the file`);
      return [];
    }
    return statSync(path).isDirectory() ? listFiles(faults, path, `${prefix}${name}/`, [...above, real]) : [`${prefix}${name}`];
  });
}

/** The text of a file that an option names, under the name that it gets in the archive. */
function readText(faults: Faults, option: string, path: string | undefined, name: string, ending: RegExp): Properties {
  if (path === undefined || path === null) {
    return {};
  }
  if (typeof path !== 'string' || !ending.test(path) || !existsSync(path) || !statSync(path).isFile()) {
    faults.add(option, path, `a file that exists and ends in ${ending.source.replace('\\', '').replace('$', '')}`, `give the path of what is to be packed as ${name}`);
    return {};
  }
  const text = readFileSync(path, 'utf8');
  if (holdsHubToken(text)) {
    faults.say(`${option} ${path} holds a literal secret, which everyone could read who may read the asset: read it at run time from AWS Secrets Manager`);
  }
  return { [name]: text };
}

function checkProperties(faults: Faults, properties: Properties): boolean {
  if (typeof properties !== 'object' || properties === null || isUnresolved(Object.keys(properties))) {
    faults.add('servingProperties', properties, 'an object of names and texts known at synth', 'write each property as a literal');
    return false;
  }
  for (const [name, value] of Object.entries(properties)) {
    if (VARIABLE_NAME.test(name)) {
      const meant = name.startsWith('OPTION_') ? `write option.${name.slice('OPTION_'.length).toLowerCase()}` : 'put it into environment';
      faults.say(`servingProperties has ${name}, which is the name of a variable and not of a property: ${meant}`);
    } else if (!PROPERTY_NAME.test(name)) {
      faults.say(`servingProperties has the name ${JSON.stringify(name)}, but a name must begin with a letter and consist of letters, digits, dots, hyphens and `
        + 'underscores: rename it');
    }
    if (isUnresolved(value)) {
      faults.say(`servingProperties.${name} is a value known only at deployment, but the file is packed at synth: use the prop of the backend, or environment`);
    } else if (typeof value !== 'string') {
      faults.add(`servingProperties.${name}`, value, 'a text', 'put the value between quotes');
    }
  }
  checkSecrets(faults, 'servingProperties.', properties);
  return true;
}

function checkSecrets(faults: Faults, where: string, properties: Properties): void {
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === 'string' && !isUnresolved(value) && isSecret(name, value)) {
      faults.say(`${where}${name} holds a literal secret, which everyone could read who may read the asset: store it in AWS Secrets Manager`);
    }
  }
}
