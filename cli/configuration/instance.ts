import { nearest } from '../../src/checks/nearest';
import { INSTANCES } from '../../src/facts/instances';
import { Failure } from '../failure';

/** The name of an instance type, which may omit `ml.`; throws if it is unknown. */
export function instanceTypeNamed(text: string): string {
  const known: string[] = Object.values(INSTANCES).map(({ name }) => name);
  const name = text.startsWith('ml.') ? text : `ml.${text}`;
  // Types newer than the table are accepted by their form.
  if (!known.includes(name) && !/^ml\.[a-z]\d[a-z\d-]*\.(\d+x)?(large|xlarge|medium|metal)$/.test(name)) {
    const close = nearest(name, known);
    throw new Failure(`${JSON.stringify(text)} is not an instance type`, close === undefined ? 'Write one such as ml.g5.2xlarge' : `Did you mean ${close}?`);
  }
  return name;
}
