import * as fc from 'fast-check';
import { formatProperties, parseProperties } from '../../src/model/properties-file';

test('any content can be written and read back', () => {
  const properties = fc.dictionary(fc.string({ minLength: 1, unit: 'binary' }), fc.string({ unit: 'binary' }), { noNullPrototype: true })
    .filter((each) => !Object.keys(each).includes('__proto__'));
  fc.assert(fc.property(properties, (given) => {
    expect(parseProperties(formatProperties(given))).toEqual(given);
  }), { numRuns: 500 });
});

test('a value stays on its line and keeps its spaces, backslashes, and non-Latin letters', () => {
  expect(formatProperties({ 'option.a': 'x\ny', 'option.b': '  {"re":"\\d"}', 'option.c': 'é' })).toBe(
    'option.a=x\\ny\noption.b=\\ \\ {"re":"\\\\d"}\noption.c=\\u00e9\n');
});

test('handwritten files are read as Java reads them', () => {
  const text = [
    '# a comment', '! another', '', 'engine=Python', '  option.dtype : fp16', 'option.task text-generation', 'option.env=a=b,\\', '    c=d',
    'option.empty', 'option.twice=1', 'option.twice=2', 'path=C\\:\\\\models',
  ].join('\r\n');
  expect(parseProperties(text)).toEqual({
    'engine': 'Python', 'option.dtype': 'fp16', 'option.task': 'text-generation', 'option.env': 'a=b,c=d', 'option.empty': '',
    'option.twice': '2', 'path': 'C:\\models',
  });
});
