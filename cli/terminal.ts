import { styleText } from 'node:util';
import Table from 'cli-table3';

/** Output of a command. Tests use their own. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Whether standard output is a terminal that supports colors. */
  readonly colors: boolean;
  /** Whether progress bars can be shown. */
  readonly progress: boolean;
}

/** The terminal of this process. */
export function processTerminal(): Terminal {
  const plain = process.env.NO_COLOR !== undefined && process.env.NO_COLOR !== '';
  return {
    out: (text) => { process.stdout.write(text); },
    err: (text) => { process.stderr.write(text); },
    colors: process.stdout.isTTY === true && !plain,
    progress: process.stderr.isTTY === true && process.env.CI === undefined,
  };
}

type Style = Parameters<typeof styleText>[0];

/** Text in a color or weight, only on a terminal. */
export function styled(terminal: Terminal, style: Style, text: string): string {
  return terminal.colors ? styleText(style, text) : text;
}

/** A column: its heading, and whether its cells are numbers. */
export interface Column {
  readonly head: string;
  readonly figures?: boolean;
}

/** A table without lines, in the usual style of command-line tools. */
export function renderTable(terminal: Terminal, columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const table = new Table({
    head: columns.map((column) => styled(terminal, 'bold', column.head)),
    colAligns: columns.map((column) => column.figures ? 'right' : 'left'),
    style: { 'head': [], 'border': [], 'padding-left': 0, 'padding-right': 2, 'compact': true },
    chars: Object.fromEntries([
      'top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right',
      'left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid', 'middle',
    ].map((edge) => [edge, ''])),
  });
  table.push(...rows.map((row) => [...row]));
  return `${table.toString().split('\n').map((line) => line.trimEnd()).join('\n')}\n`;
}

/** US dollars with a sensible number of digits. */
export function dollars(amount: number): string {
  const digits = amount >= 1000 ? 0 : amount >= 0.01 || amount === 0 ? 2 : 6;
  return `$${amount.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })}`;
}

/** The price of an hour, with all its digits, as price lists have it. */
export function hourlyDollars(amount: number): string {
  return amount.toLocaleString('en-US', { style: 'currency', currency: 'USD', maximumFractionDigits: 4 });
}

/** An integer with thousands separators. */
export function count(amount: number): string {
  return Math.round(amount).toLocaleString('en-US');
}

/** A number with up to two decimal places if it is small, and none if it is large. */
export function figure(amount: number | null | undefined): string {
  if (amount === null || amount === undefined || !Number.isFinite(amount)) {
    return '-';
  }
  return amount >= 100 ? count(amount) : amount.toFixed(amount >= 10 ? 1 : 2);
}
