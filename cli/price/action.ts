import { INSTANCES } from '../../src/facts/instances';
import { PRICES, priceOf } from '../../src/facts/prices';
import { architectureOf } from '../configuration/architecture';
import { instanceTypeNamed } from '../configuration/instance';
import { EXIT, Failure } from '../failure';
import { DEFAULT_REGION } from '../fit/action';
import { candidates } from '../fit/candidates';
import { fits } from '../fit/fits';
import { refusing, theLibrary } from '../library';
import { dollars, Terminal } from '../terminal';

interface PriceOptions {
  readonly region?: string;
  readonly count: number;
  readonly hours: number;
  readonly hourlyPrice?: number;
  readonly json: boolean;
}

/** Runs `price` and returns its exit code. */
export function runPrice(terminal: Terminal, what: string, options: PriceOptions): number {
  const region = options.region ?? process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION ?? DEFAULT_REGION;
  if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(region)) {
    throw new Failure(`${JSON.stringify(region)} is not a region`, 'Write its code, such as us-east-1');
  }
  const instanceType = isInstanceType(what) ? instanceTypeNamed(what) : cheapestFor(what, region);
  const price = priceOf(instanceType, region);
  const hourlyPrice = options.hourlyPrice ?? price?.usdPerHour;
  const monthlyPrice = hourlyPrice === undefined ? undefined : Number((hourlyPrice * options.count * options.hours).toFixed(2));
  const date = options.hourlyPrice === undefined ? price?.date : undefined;
  if (options.json) {
    terminal.out(`${JSON.stringify({ instanceType, region, count: options.count, hourlyPrice, monthlyPrice, date, source: date && price?.source }, undefined, 2)}\n`);
    return EXIT.FINE;
  }
  if (hourlyPrice === undefined || monthlyPrice === undefined) {
    const elsewhere = Object.keys(PRICES).filter((other) => priceOf(instanceType, other) !== undefined);
    terminal.out(`${instanceType} in ${region}: no public source gives the price. Pass --hourly-price with that of the AWS price list`
      + `${elsewhere.length > 0 ? `, or look at ${elsewhere.join(' or ')}` : ''}.\n`);
    return EXIT.FINE;
  }
  terminal.out(`${options.count} × ${instanceType} in ${region}: ${hourly(hourlyPrice * options.count)} an hour, ${dollars(monthlyPrice)} for ${options.hours} hours a month`
    + `${date === undefined ? '' : ` (list price of ${date})`}.\n`);
  return EXIT.FINE;
}

/** An hourly price with all its digits. */
function hourly(amount: number): string {
  return `$${amount.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 4 })}`;
}

function isInstanceType(what: string): boolean {
  return what.startsWith('ml.') || Object.values(INSTANCES).some(({ name }) => name === `ml.${what}`);
}

/** The cheapest type that a model fits with its own context. */
function cheapestFor(model: string, region: string): string {
  const library = theLibrary();
  const architecture = architectureOf(library, model);
  const [first] = refusing(() => fits(library, candidates(library), { architecture, region }));
  if (!first.fits) {
    throw new Failure(`${model} fits no instance type with its own context`, `See fit ${model} --context <tokens>`);
  }
  if (first.doubt !== undefined) {
    throw new Failure(`no backend is known to serve ${model}: ${first.doubt.replace(/\.$/, '')}`, 'Pass an instance type');
  }
  return first.instanceType;
}
