import { readFileSync } from 'node:fs';
import { Failure } from '../failure';
import { exponential, random } from '../random';

/** Arrival times of requests, in seconds from the start. */
export type Arrivals = Generator<number>;

/** Independent requests at a constant average rate. */
export function* poisson(rate: number, seconds: number, seed: number): Arrivals {
  const draw = random(seed);
  for (let at = exponential(draw, rate) / 1000; at < seconds; at += exponential(draw, rate) / 1000) {
    yield at;
  }
}

const DAY_SECONDS = 86_400;

/** The same with a rate that varies over a day, from the lowest at midnight to the highest at noon and back. */
export function* dayCurve(lowest: number, highest: number, seconds: number, seed: number): Arrivals {
  const draw = random(seed + 1_000_003);
  for (const at of poisson(highest, seconds, seed)) {
    const rate = lowest + (highest - lowest) * (1 - Math.cos(2 * Math.PI * at / DAY_SECONDS)) / 2;
    if (draw() < rate / highest) {
      yield at;
    }
  }
}

const COLUMNS = ['timestamp', 'time', 'arrival', 'arrived_at'];

/** The times in a CSV file, in seconds, as in BurstGPT: the column with one of the known names, or the first column if there is no header. */
export function* fromCsv(file: string): Arrivals {
  let lines: string[];
  try {
    lines = readFileSync(file, 'utf8').split(/\r?\n/).filter((line) => line.trim() !== '');
  } catch (error) {
    throw new Failure(`cannot read the arrivals of ${file} (${(error as NodeJS.ErrnoException).code})`, 'Pass a CSV file with a time in seconds in each row');
  }
  const head = lines[0]?.split(',').map((cell) => cell.trim().toLowerCase()) ?? [];
  const hasHead = head.some((cell) => cell !== '' && Number.isNaN(Number(cell)));
  const column = hasHead ? head.findIndex((cell) => COLUMNS.includes(cell)) : 0;
  if (column < 0) {
    throw new Failure(`${file} has no column Timestamp, time, arrival or arrived_at`, 'Give the column with the times in seconds one of these names');
  }
  const times = lines.slice(hasHead ? 1 : 0).map((line, index) => {
    const time = Number(line.split(',')[column]);
    if (!Number.isFinite(time)) {
      throw new Failure(`row ${index + 1 + Number(hasHead)} of ${file} has no time in seconds`, 'Pass a CSV file with a column Timestamp');
    }
    return time;
  }).sort((left, right) => left - right);
  if (times.length === 0) {
    throw new Failure(`${file} has no arrivals`, 'Pass a CSV file with a time in seconds in each row');
  }
  for (const time of times) {
    yield time - times[0];
  }
}
