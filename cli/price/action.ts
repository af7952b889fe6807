import { plural } from '../../src/checks/plural';
import { BACKENDS } from '../../src/facts/backends';
import { familyOf, otherSizes } from '../../src/facts/instance-families';
import { INSTANCES } from '../../src/facts/instances';
import { priceDateInWords, priceOf, PRICES } from '../../src/facts/prices';
import { architectureOf } from '../configuration/architecture';
import { instanceTypeNamed } from '../configuration/instance';
import { EXIT, Failure } from '../failure';
import { DEFAULT_REGION } from '../fit/action';
import { doubtOf } from '../fit/doubt';
import { refusing, theLibrary } from '../library';
import { count, dollars, hourlyDollars, Terminal } from '../terminal';

interface PriceOptions {
  readonly region?: string;
  readonly count: number;
  readonly hours: number;
  readonly hourlyPrice?: number;
  readonly json: boolean;
}

/** The backend of an endpoint for which none is set. */
const DEFAULT_BACKEND = 'Vllm';

/** Runs `price` and returns its exit code. */
export function runPrice(terminal: Terminal, what: string, options: PriceOptions): number {
  const region = options.region ?? process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION ?? DEFAULT_REGION;
  if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(region)) {
    throw new Failure(`${JSON.stringify(region)} is not a region`, 'Write its code, such as us-east-1');
  }
  const chosen = isInstanceType(what) ? undefined : chosenFor(what, region);
  const instanceType = chosen?.instanceType ?? instanceTypeNamed(what);
  const sizes = options.hourlyPrice === undefined ? otherSizes(instanceType) : [];
  if (sizes.length > 0) {
    throw new Failure(`${instanceType} is not a known instance type`, `The sizes of ${familyOf(instanceType)} are ${sizes.join(', ')}; for a new one, pass --hourly-price`);
  }
  const price = priceOf(instanceType, region);
  const hourlyPrice = options.hourlyPrice ?? price?.usdPerHour;
  const monthlyPrice = hourlyPrice === undefined ? undefined : Math.round(hourlyPrice * options.count * options.hours * 100 + 1e-6) / 100;
  const date = options.hourlyPrice === undefined ? price?.date : undefined;
  if (options.json) {
    terminal.out(`${JSON.stringify({ instanceType, ...chosen, region, count: options.count, hourlyPrice, monthlyPrice, date, source: date && price?.source }, undefined, 2)}\n`);
    return EXIT.FINE;
  }
  if (chosen !== undefined) {
    terminal.out(`LmiEndpoint chooses ${instanceType} for ${what} in ${region}: ${chosen.backend}, LMI ${chosen.version}, a context of ${count(chosen.maxModelLen)} tokens, `
      + `weights as ${chosen.weightFormat}. For another context or quantization, see fit.\n`);
  }
  if (hourlyPrice === undefined || monthlyPrice === undefined) {
    const elsewhere = Object.keys(PRICES).filter((other) => priceOf(instanceType, other) !== undefined);
    terminal.out(`${instanceType} in ${region}: no public source gives the price. Pass --hourly-price with that of the AWS price list`
      + `${elsewhere.length > 0 ? `, or look at ${elsewhere.join(' or ')}` : ''}.\n`);
    return EXIT.FINE;
  }
  terminal.out(`${options.count} × ${instanceType} in ${region}: ${hourlyDollars(hourlyPrice * options.count)} an hour, ${dollars(monthlyPrice)} for ${plural(options.hours, 'hour')} a month`
    + `${date === undefined ? '' : ` (list price of ${priceDateInWords(date)})`}.\n`);
  return EXIT.FINE;
}

function isInstanceType(what: string): boolean {
  return what.startsWith('ml.') || Object.values(INSTANCES).some(({ name }) => name === `ml.${what}`) || otherSizes(`ml.${what}`).length > 0;
}

/** An endpoint with a model and the defaults of the library. */
interface Chosen {
  readonly instanceType: string;
  readonly backend: string;
  readonly version: string;
  readonly maxModelLen: number;
  readonly weightFormat: string;
}

/** The instance type that an endpoint with this model gets if none is set, and how it serves the model. */
function chosenFor(model: string, region: string): Chosen {
  const library = theLibrary();
  const architecture = architectureOf(library, model);
  const version = library.LmiVersion.LATEST;
  const doubt = doubtOf(architecture, DEFAULT_BACKEND, version._ordinal);
  if (doubt !== undefined) {
    throw new Failure(`${BACKENDS[DEFAULT_BACKEND].title} is not known to serve ${model}: ${doubt.replace(/\.$/, '')}`, 'Pass an instance type');
  }
  return refusing(() => {
    const instanceType = library.MemoryFit.smallestInstanceType({ architecture, region });
    const fit = library.MemoryFit.estimate({ architecture, instanceType });
    return {
      instanceType: instanceType.name,
      backend: BACKENDS[DEFAULT_BACKEND].title,
      version: version.lmiVersion,
      maxModelLen: fit._requestedModelLen,
      weightFormat: fit.weightFormat,
    };
  });
}
