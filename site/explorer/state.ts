/** The user's selection. It is in the address, so that it can be shared. */
export interface State {
  /** A constant of the catalog, or `config` for the pasted file. */
  readonly model: string;
  /** The pasted `config.json`. */
  readonly config: string;
  /** Number of the LMI version. */
  readonly version: string;
  /** A weight format, or empty for that of the checkpoint. */
  readonly format: string;
  readonly context: string;
  readonly concurrency: string;
  readonly region: string;
  /** Name of the instance type whose code is shown; empty for the cheapest. */
  readonly type: string;
  /** Language of the code. */
  readonly language: 'typescript' | 'python';
}

/** A longer file is omitted from the address. */
const MOST_CONFIG = 6000;

export function readState(hash: string, defaults: State): State {
  const query = new URLSearchParams(hash.replace(/^#/, ''));
  const known = Object.keys(defaults).filter((key) => query.has(key)).map((key) => [key, query.get(key)]);
  return { ...defaults, ...Object.fromEntries(known) };
}

export function writeState(state: State, defaults: State): string {
  const given = Object.entries(state).filter(([key, value]) => value !== defaults[key as keyof State] && !(key === 'config' && value.length > MOST_CONFIG));
  return given.length === 0 ? '' : `#${new URLSearchParams(given)}`;
}
