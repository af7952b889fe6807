import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as extract from './vllm-0.28.0.json';
import { Distribution, isRead, vllmChanges, withVersion, writtenTables } from '../../../projenrc/facts/vllm';
import { LMI_RELEASES } from '../../../src/facts/lmi-releases';

const ROOT = join(__dirname, '..', '..', '..');
const NEXT = LMI_RELEASES[LMI_RELEASES.length - 1].ordinal + 1;
const DAY = '2027-01-31';
const without = (names: readonly string[], name: string) => names.filter((each) => each !== name);

// What vllm-distribution.py printed for the wheel of 0.28.0 on PyPI, 2026-11-25.
const VLLM_28: Distribution = extract;

test('the tables match the vLLM of V29', () => {
  expect(vllmChanges(29, '0.28.0', VLLM_28, DAY)).toEqual({ lines: [], files: new Map() });
});

test('the vLLM of every LMI version that passes on options has been read', () => {
  expect(LMI_RELEASES.filter(({ ordinal }) => ordinal >= 14 && !isRead(ordinal))).toEqual([]);
});

test('the tables match what the refresh would write', () => {
  for (const [file, text] of writtenTables()) {
    expect({ file, text }).toEqual({ file, text: readFileSync(join(ROOT, file), 'utf8') });
  }
});

describe('a new LMI version', () => {
  // Names that are current in every table, and names that no table has.
  const distribution: Distribution = {
    ...VLLM_28,
    arguments: [...without(VLLM_28.arguments, 'watermark'), 'zz_new_argument'],
    toolCallParsers: [...without(VLLM_28.toolCallParsers, 'dots'), 'zz-parser'],
    reasoningParsers: [...without(VLLM_28.reasoningParsers, 'granite'), 'zz_thinks'],
    classes: [...without(VLLM_28.classes, 'LlamaForCausalLM'), 'ZzForCausalLM', 'ZzVLForConditionalGeneration'],
    multimodal: [...VLLM_28.multimodal, 'ZzVLForConditionalGeneration'],
  };
  const { lines, files } = vllmChanges(NEXT, '0.31.0', distribution, DAY);

  test('reports additions and removals', () => {
    const version = `V${NEXT}`;
    expect(lines).toEqual(expect.arrayContaining([
      expect.stringMatching(`^engine arguments new in ${version}: .*zz_new_argument`), expect.stringMatching(`^engine arguments gone in ${version}: .*watermark`),
      expect.stringMatching(`^tool-call parsers new in ${version}: .*zz-parser`), expect.stringMatching(`^tool-call parsers gone in ${version}: .*dots`),
      expect.stringMatching(`^reasoning parsers new in ${version}: .*zz_thinks`), expect.stringMatching(`^reasoning parsers gone in ${version}: .*granite`),
      expect.stringMatching(`^model classes new in ${version}: .*ZzForCausalLM, ZzVLForConditionalGeneration`),
      expect.stringMatching(`^model classes gone in ${version}: .*LlamaForCausalLM`),
    ]));
  });

  test('writes the rows, with source and date', () => {
    const text = (file: string) => files.get(file)!.replace(/\s+/g, ' ');
    expect(text('src/options/vllm-arguments.ts')).toMatch(new RegExp(`watermark: \\[28, ${NEXT - 1}\\],.*zz_new_argument: ${NEXT},`));
    expect(text('src/options/vllm-arguments.ts')).toContain(`0.7.3 to 0.31.0 on PyPI (0.15.1: its wheel), read ${DAY}`);
    expect(text('src/facts/vllm-parsers.ts')).toContain(`'dots': { since: 29, until: ${NEXT - 1} }`);
    expect(text('src/facts/vllm-parsers.ts')).toContain(`'zz-parser': { since: ${NEXT} }`);
    expect(text('src/facts/vllm-parsers.ts')).toContain(`granite: { since: 15, until: ${NEXT - 1} }`);
    expect(text('src/facts/vllm-architectures.ts')).toContain(`{ since: 7, until: ${NEXT - 1}, classes: 'LlamaForCausalLM' }`);
    expect(text('src/facts/vllm-architectures.ts')).toContain(`{ since: ${NEXT}, classes: 'ZzForCausalLM' }, { since: ${NEXT}, multimodal: true, classes: 'ZzVLForConditionalGeneration' }`);
    expect(text('src/facts/vllm-architectures.ts')).toContain(`read ${DAY}`);
  });

  test('writes the extract that the tests of the options use', () => {
    const golden = JSON.parse(files.get('test/golden/engine-arguments.json')!);
    expect(golden.read).toBe(DAY);
    expect(golden.versions[NEXT]).toEqual({ vllm: '0.31.0', arguments: [...distribution.arguments].sort() });
    expect(golden.versions[29]).toEqual({ vllm: '0.28.0', arguments: [...VLLM_28.arguments].sort() });
  });
});

test.each<[string, readonly { since: number; until?: number }[], readonly string[], readonly object[]]>([
  ['a new name', [], ['a'], [{ since: 30 }]],
  ['a name that stays', [{ since: 9 }], ['a'], [{ since: 9 }]],
  ['a removed name', [{ since: 9 }], [], [{ since: 9, until: 29 }]],
  ['a name that was removed in the version of its row', [{ since: 30 }], [], []],
  ['a name that was removed long ago', [{ since: 9, until: 20 }], [], [{ since: 9, until: 20 }]],
  ['a name that comes back', [{ since: 9, until: 20 }], ['a'], [{ since: 9, until: 20 }, { since: 30 }]],
  ['a name that was wrongly considered removed', [{ since: 9, until: 29 }], ['a'], [{ since: 9, until: undefined }]],
])('%s', (_, before, found, after) => {
  const names = withVersion(new Map(before.length > 0 ? [['a', before]] : []), 30, found);
  expect(names.get('a') ?? []).toEqual(after);
});

// In the format of the vLLM 0.28.0 sources, with made-up names.
const SOURCES = {
  'vllm/engine/arg_utils.py': 'raise RuntimeError("parsed, never run")\n@dataclass\nclass EngineArgs:\n    """Text."""\n    model: str = ModelConfig.model\n    seed: int | None = 0\n'
    + '    _parsers: ClassVar[dict] = {}\n\n    def method(self):\n        local: int = 1\n\n@dataclass\nclass AsyncEngineArgs(EngineArgs):\n    more: bool = False\n',
  'vllm/model_executor/models/registry.py': '_TEXT = {"AForCausalLM": ("a", "A"), "BForCausalLM": ("b", "A")}\n'
    + '_POOLING = {"CModel": ("c", "C"), **{k: v for k, v in _TEXT.items() if v[1] == "A"}}\n_MULTIMODAL_MODELS = {"DVL": ("d", "D")}\n'
    + '_VLLM_MODELS: dict = {**_TEXT, **_POOLING, **_MULTIMODAL_MODELS}\n',
  'vllm/tool_parsers/__init__.py': '__all__ = ["X"]\n_TOOL_PARSERS_TO_REGISTER = {\n    "kimi-k9": ("kimi", "Kimi"),\n}\n',
  'vllm/reasoning/__init__.py': '_REASONING_PARSERS_TO_REGISTER = {"granite": ("g", "G")}\n',
};
const SCRIPT = join(ROOT, 'projenrc', 'facts', 'vllm-distribution.py');

function folderWith(sources: { readonly [path: string]: string }): string {
  const folder = mkdtempSync(join(tmpdir(), 'vllm-'));
  for (const [path, text] of Object.entries(sources)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

test('registries of a distribution are read without running it', () => {
  expect(JSON.parse(execFileSync('python3', [SCRIPT, folderWith(SOURCES)], { encoding: 'utf8' }))).toEqual({
    arguments: ['model', 'seed'], classes: ['AForCausalLM', 'BForCausalLM', 'CModel', 'DVL'], multimodal: ['DVL'], toolCallParsers: ['kimi-k9'], reasoningParsers: ['granite'],
  });
});

test('an unknown source format is an error, not an empty release', () => {
  const folder = folderWith({ ...SOURCES, 'vllm/tool_parsers/__init__.py': 'register("kimi")\n' });
  expect(spawnSync('python3', [SCRIPT, folder], { encoding: 'utf8' })).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining('found no toolCallParsers') });
});
