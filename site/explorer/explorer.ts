import { codeOf } from './code';
import { Choice, estimate, FORMAT_CHOICES, MODEL_CHOICES, REGION_CHOICES, Result, Row, VERSION_CHOICES } from './estimates';
import { readState, State, writeState } from './state';
import { doubtsOf, grouped, headingOfDoubtful } from '../../cli/fit/fits';
import { HOURS_PER_MONTH } from '../../src/facts/prices';

const DEFAULTS: State = {
  model: MODEL_CHOICES.some(({ value }) => value === 'QWEN3_8B') ? 'QWEN3_8B' : MODEL_CHOICES[0].value,
  config: '', version: VERSION_CHOICES[0].value, format: '', context: '8192', concurrency: '8', region: 'us-east-1', type: '', language: 'typescript',
};

/** Headings of the numeric columns. */
const FIGURES = ['Longest context', 'At once', 'An hour', 'A month'];

type Child = Node | string | undefined;

function element<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: { [name: string]: string | boolean | undefined } = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const result = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) {
      result.setAttribute(name, value === true ? '' : value);
    }
  }
  result.append(...children.filter((child) => child !== undefined) as (Node | string)[]);
  return result;
}

const count = (value: number): string => value.toLocaleString('en-US');
const dollars = (value: number, digits: number): string =>
  value.toLocaleString('en-US', { style: 'currency', currency: 'USD', minimumFractionDigits: Math.min(2, digits), maximumFractionDigits: digits });

class Explorer {
  private state: State = readState(location.hash, DEFAULTS);
  private readonly results = element('div', { class: 'results' });
  private readonly summary = element('p', { class: 'summary', role: 'status' });
  private readonly form: HTMLFormElement;
  private readonly paste: HTMLTextAreaElement;
  private readonly pasteBox: HTMLDetailsElement;

  public constructor(root: HTMLElement) {
    this.paste = element('textarea', { id: 'config', rows: '8', spellcheck: 'false', placeholder: '{ "model_type": "qwen3", "num_hidden_layers": 36, … }', 'aria-describedby': 'config-hint' });
    this.pasteBox = element('details', { class: 'paste' },
      element('summary', {}, 'Another model: paste or drop its config.json'),
      element('label', { for: 'config' }, 'config.json'), this.paste,
      element('p', { id: 'config-hint', class: 'hint' }, 'It is read here, in your browser, and sent nowhere.'));
    this.form = element('form', { class: 'wishes', 'aria-label': 'What to serve' },
      this.select('model', 'Model', [{ value: 'config', label: 'pasted config.json' }, ...MODEL_CHOICES]),
      this.select('version', 'Version', VERSION_CHOICES),
      this.select('format', 'Weights', FORMAT_CHOICES),
      this.input('context', 'Context (tokens)', 'the model\'s own'),
      this.input('concurrency', 'Requests at once', '1'),
      this.select('region', 'Region', REGION_CHOICES),
      this.pasteBox);
    root.classList.add('lmi-explorer');
    root.replaceChildren(
      element('h1', {}, 'What fits where?'),
      element('p', { class: 'lead' }, 'Memory of each accelerator, as the engine divides it: weights, reserve, KV cache. The estimates are those of ', element('code', {}, 'MemoryFit'), ', at synth.'),
      this.form, this.summary, this.results);
    this.form.addEventListener('submit', (event) => event.preventDefault());
    this.form.addEventListener('input', (event) => this.change(event.target as HTMLInputElement));
    ['dragover', 'drop'].forEach((name) => root.addEventListener(name, (event) => this.drop(event as DragEvent)));
    window.addEventListener('hashchange', () => {
      this.state = readState(location.hash, DEFAULTS);
      this.show();
    });
    this.show();
  }

  private select(name: keyof State, label: string, choices: readonly Choice[]): HTMLElement {
    return element('div', { class: `field ${name}` }, element('label', { for: name }, label),
      element('select', { id: name, name }, ...choices.map(({ value, label: text }) => element('option', { value }, text))));
  }

  private input(name: keyof State, label: string, placeholder: string): HTMLElement {
    return element('div', { class: `field ${name}` }, element('label', { for: name }, label), element('input', { id: name, name, inputmode: 'numeric', autocomplete: 'off', placeholder }));
  }

  private change({ id, value }: HTMLInputElement): void {
    this.set(id === 'config' ? { config: value, model: 'config' } : { [id]: value });
  }

  private drop(event: DragEvent): void {
    event.preventDefault();
    const file = event.type === 'drop' ? event.dataTransfer?.files[0] : undefined;
    void file?.text().then((config) => this.set({ config, model: 'config' }));
  }

  private set(change: Partial<State>): void {
    this.state = { ...this.state, ...change };
    history.replaceState(undefined, '', writeState(this.state, DEFAULTS) || location.pathname + location.search);
    this.show();
  }

  private show(): void {
    for (const field of this.form.querySelectorAll<HTMLInputElement>('select, input, textarea')) {
      const value = this.state[field.id as keyof State];
      if (field.value !== value) {
        field.value = value;
      }
    }
    this.pasteBox.open ||= this.state.model === 'config';
    const result = this.state.model === 'config' && this.state.config.trim() === '' ? undefined : estimate(this.state);
    const groups = grouped(result?.rows ?? []);
    const { good, doubtful, bad } = groups;
    // Code for a type whose backend may not serve the model is only for who asks for it.
    const chosen = [...good, ...doubtful].find(({ instanceType }) => instanceType === this.state.type) ?? good[0];
    this.summary.textContent = result === undefined ? 'Paste a config.json to see what its model needs.'
      : result.problems.length > 0 ? '' : `${good.length} of ${result.rows.length} GPU instance types in ${this.state.region} fit${good[0]?.hourlyPrice === undefined ? '.' : `; the cheapest costs ${dollars(good[0].hourlyPrice, 4)} an hour.`}`;
    this.results.replaceChildren(...result === undefined ? [] : [
      ...result.problems.map((problem) => element('p', { class: 'problem', role: 'alert' }, problem)),
      ...(good.length === 0 ? [] : [legend(), this.table('Instance types that fit', good, chosen, result)]),
      ...(doubtful.length === 0 ? [] : [element('section', { class: 'doubtful', 'aria-label': 'Instance types with a doubt' },
        element('h2', {}, `${headingOfDoubtful(groups)}.`), ...doubtsOf(doubtful).map((doubt) => element('p', {}, doubt)),
        ...(good.length === 0 ? [legend()] : []), this.table('Instance types with enough memory', doubtful, chosen, result))]),
      ...(chosen === undefined ? [] : [this.code(result, chosen)]),
      ...(bad.length === 0 ? [] : [misfits(bad)]),
    ]);
  }

  private table(title: string, rows: readonly Row[], chosen: Row | undefined, { modelId }: Result): HTMLElement {
    const head = (text: Child, index: number) => element('th', { scope: 'col', role: 'columnheader', class: index > 2 ? 'figure' : undefined }, text);
    // On a phone, rows are laid out as cards, which removes the table roles from the elements unless they are explicit.
    return element('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': title }, element('table', { role: 'table' },
      element('caption', {}, `${title}, the cheapest first${modelId === undefined ? '' : `: ${modelId}`}`),
      element('thead', { role: 'rowgroup' }, element('tr', { role: 'row' },
        ...[element('span', { class: 'unseen' }, 'Show code'), 'Instance type', 'GiB of each accelerator', ...FIGURES].map(head))),
      element('tbody', { role: 'rowgroup' }, ...rows.map((row) => this.row(row, row === chosen)))));
  }

  private row(row: Row, isChosen: boolean): HTMLElement {
    const radio = element('input', { type: 'radio', name: 'type', value: row.instanceType, checked: isChosen, 'aria-label': `Show the code for ${row.instanceType}` });
    radio.addEventListener('change', () => {
      this.set({ type: row.instanceType });
      this.results.querySelector<HTMLInputElement>('input[name=type]:checked')?.focus();
    });
    const figures = [
      count(row.maxModelLen), count(row.concurrency), row.hourlyPrice === undefined ? 'unknown' : dollars(row.hourlyPrice, 4),
      row.hourlyPrice === undefined ? '' : dollars(row.hourlyPrice * HOURS_PER_MONTH, 0),
    ];
    return element('tr', { role: 'row', class: isChosen ? 'chosen' : undefined },
      element('td', { role: 'cell' }, radio),
      element('th', { scope: 'row', role: 'rowheader' }, element('code', {}, row.instanceType), element('small', {}, row.accelerators)),
      element('td', { role: 'cell' }, bar(row)),
      ...figures.map((figure, index) => element('td', { 'role': 'cell', 'class': 'figure', 'data-head': FIGURES[index] }, figure)));
  }

  private code(result: Result, row: Row): HTMLElement {
    const text = codeOf(this.state, result, row);
    const copy = element('button', { type: 'button', class: 'copy' }, 'Copy');
    copy.addEventListener('click', () => void navigator.clipboard.writeText(text).then(() => {
      copy.textContent = 'Copied';
    }));
    const languages = (['typescript', 'python'] as const).map((language) => {
      const button = element('button', { type: 'button', 'aria-pressed': String(this.state.language === language) }, language === 'python' ? 'Python' : 'TypeScript');
      button.addEventListener('click', () => this.set({ language }));
      return button;
    });
    return element('section', { class: 'code', 'aria-label': 'Code' },
      element('h2', {}, 'The code'), element('div', { class: 'languages' }, ...languages, copy), element('pre', { tabindex: '0' }, element('code', { id: 'code' }, text)));
  }
}

function legend(): HTMLElement {
  return element('ul', { class: 'legend', 'aria-hidden': 'true' }, ...['weights', 'reserve', 'KV cache', 'left to the device'].map((name, index) => element('li', {}, element('span', { class: `key part${index}` }), name)));
}

/** A bar of one accelerator's memory. */
function bar({ weightsGib, reservedGib, kvCacheGib, memoryGib }: Row): HTMLElement {
  const parts = [weightsGib, reservedGib, Math.max(0, kvCacheGib)];
  const rest = Math.max(0, memoryGib - parts.reduce((sum, part) => sum + part, 0));
  const words = ['weights', 'reserve', 'KV cache'].map((name, index) => `${name} ${parts[index].toFixed(1)} GiB`).join(', ');
  return element('div', { class: 'bar', role: 'img', 'aria-label': `${words}, of ${memoryGib.toFixed(1)} GiB`, title: `${words}, of ${memoryGib.toFixed(1)} GiB` },
    ...[...parts, rest].map((part, index) => element('span', { class: `part${index}`, style: `flex-grow:${part}` }, index < 3 && part / memoryGib > 0.14 ? part.toFixed(1) : undefined)));
}

function misfits(rows: readonly Row[]): HTMLElement {
  return element('details', { class: 'misfits' }, element('summary', {}, `${rows.length} instance types that do not fit, and why`),
    element('ul', {}, ...rows.map((row) => element('li', {}, element('code', {}, row.instanceType), ` ${row.reason ?? ''}`))));
}

export function mount(root: HTMLElement): void {
  new Explorer(root);
}

Object.assign(window, { lmiExplorer: { mount, estimate, defaults: DEFAULTS } });
