import { StagingError } from './errors';
import { HubFile } from './hub';

/** Which files of a model to copy. */
interface Selection {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Whether the patterns are the library's own, so that it is responsible for the selection. */
  readonly isDefault: boolean;
}

/** Weights in formats that run code when they are loaded. */
const PICKLES = /\.(bin|pt|pth|ckpt|pkl|pickle)$/i;

/** Selects files by patterns, as the Hub's own client does. */
export function select(files: readonly HubFile[], selection: Selection, modelId: string): HubFile[] {
  const included = files.filter(({ path }) => matchesAny(path, selection.include) && !matchesAny(path, selection.exclude));
  const chosen = selection.isDefault ? withoutSecondCopy(included) : included;
  if (chosen.length === 0) {
    throw new StagingError(`No file of ${modelId} matches include (${selection.include.join(', ')}) and not exclude (${selection.exclude.join(', ')}): `
      + `the model has ${sample(files.map(({ path }) => path))}. Change the patterns.`);
  }
  if (selection.isDefault && !chosen.some(({ path }) => path.endsWith('.safetensors'))) {
    const pickles = files.map(({ path }) => path).filter((path) => PICKLES.test(path));
    throw new StagingError(`${modelId} has no *.safetensors, the only weights that are copied by default: ${pickles.length > 0
      ? `it has ${sample(pickles)}, which can run code when they are loaded. Pass them in include if you trust the owner of the model, or choose a model with safetensors.`
      : `it has ${sample(files.map(({ path }) => path))}. Pass the files that the backend loads in include.`}`);
  }
  return chosen;
}

/** Some models have a second copy of their weights in the vendor's format. Engines load the first, and SageMaker would download both. */
function withoutSecondCopy(files: HubFile[]): HubFile[] {
  const hasFirst = files.some(({ path }) => path === 'model.safetensors' || path === 'model.safetensors.index.json');
  return hasFirst ? files.filter(({ path }) => !/^consolidated[^/]*\.safetensors(\.index\.json)?$/.test(path)) : files;
}

function matchesAny(path: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => toRegExp(pattern).test(path));
}

/** Patterns of Python's fnmatch, which huggingface_hub uses: `*` matches slashes too, and a trailing slash means everything below. */
export function toRegExp(pattern: string): RegExp {
  const whole = pattern.endsWith('/') ? `${pattern}*` : pattern;
  const source = whole.replace(/\[(!?)(\][^\]]*|[^\]]+)\]|[\s\S]/g, (char, not, set) => {
    if (set !== undefined) {
      return `[${not ? '^' : ''}${set.replace(/[\\^\]]/g, '\\$&')}]`;
    }
    return char === '*' ? '[\\s\\S]*' : char === '?' ? '[\\s\\S]' : char.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  });
  return new RegExp(`^${source}$`);
}

function sample(paths: readonly string[]): string {
  return paths.length > 5 ? `${paths.slice(0, 5).join(', ')} and ${paths.length - 5} more files` : paths.join(', ') || 'no files';
}
