import { spawnSync } from 'node:child_process';
import { HubFile } from '../../../src/staging/handler/hub';
import { select, toRegExp } from '../../../src/staging/handler/selection';

const files = (...paths: string[]): HubFile[] => paths.map((path) => ({ path, size: 1, sha256: 'a' }));
const DEFAULT = { include: ['*.safetensors', '*.json'], exclude: ['original/*'], isDefault: true };
const chosen = (selection: any, ...paths: string[]) => select(files(...paths), { ...DEFAULT, ...selection }, 'org/model').map(({ path }) => path);

test('patterns match like Python\'s fnmatch, which the Hub\'s client uses', () => {
  const patterns = ['*.json', 'model-?????-of-00002.safetensors', 'model-0000[12].safetensors', 'model-[!0]*', '*', 'a.b', '[a-c]x', 'tokenizer*', '**/config.json', 'x+y', '(a|b)', 'a^b', '$', 'dir/*', '[]a]b', '[!]]', 'a[', '\\*'];
  const paths = ['config.json', 'dir/config.json', 'model-00001-of-00002.safetensors', 'model-00001.safetensors', 'model-1', 'model-x', 'a.b', 'axb', 'bx', 'dx', 'tokenizer', 'tokenizer/x.json', 'x+y', 'xxy', 'a', '(a|b)', 'a^b', '$', '', 'dir/', 'dir/x/y', ']b', 'ab', ']', 'a[', '\\x', 'A.B', 'new\nline.json'];
  const python = spawnSync('python3', ['-c', 'import fnmatch, json, sys; p, n = json.load(sys.stdin); print(json.dumps([[fnmatch.fnmatchcase(s, q) for s in n] for q in p]))'], {
    input: JSON.stringify([patterns, paths]), encoding: 'utf8',
  });
  expect(python.stderr).toBe('');
  const expected: boolean[][] = JSON.parse(python.stdout);
  patterns.forEach((pattern, row) => paths.forEach((path, column) => {
    expect(`${pattern} ${JSON.stringify(path)} ${toRegExp(pattern).test(path)}`).toBe(`${pattern} ${JSON.stringify(path)} ${expected[row][column]}`);
  }));
});

test('a trailing slash means everything below', () => {
  expect(chosen({ include: ['dir/'], isDefault: false }, 'dir/a', 'dir/b/c', 'dirx', 'dir')).toEqual(['dir/a', 'dir/b/c']);
});

test('excluded files are omitted', () => {
  expect(chosen({}, 'a.safetensors', 'original/b.safetensors', 'c.bin')).toEqual(['a.safetensors']);
});

test.each([['model.safetensors'], ['model.safetensors.index.json']])('a second copy of the weights is omitted next to %s', (first) => {
  expect(chosen({}, first, 'model-1.safetensors', 'consolidated.safetensors', 'consolidated-00001-of-00002.safetensors', 'consolidated.safetensors.index.json', 'sub/consolidated.safetensors'))
    .toEqual([first, 'model-1.safetensors', 'sub/consolidated.safetensors']);
});

test('weights that exist only in the original format are copied, and so are explicitly included files', () => {
  expect(chosen({}, 'consolidated.safetensors', 'params.json')).toEqual(['consolidated.safetensors', 'params.json']);
  expect(chosen({ isDefault: false }, 'model.safetensors', 'consolidated.safetensors')).toEqual(['model.safetensors', 'consolidated.safetensors']);
});
