import { Project } from 'projen';
import { writeDocument } from './generated-file';
import { modelCatalog } from './model-catalog';
import { LMI_RELEASES } from '../src/facts/lmi-releases';
import { MODEL_PRESETS, ModelPresetFact } from '../src/facts/model-presets';
import { VLLM_ARCHITECTURES } from '../src/facts/vllm-architectures';
import { ParserTable, REASONING_PARSERS, TOOL_CALL_PARSERS } from '../src/facts/vllm-parsers';
import { VLLM } from '../src/options/vllm';


/** Writes the page of model families and architectures. */
export function writeModelPage(project: Project): void {
  writeDocument(project, 'docs/models.md', modelPage());
}

function modelPage(): string[] {
  return [
    '# Models',
    '',
    'Which LMI version serves a model with vLLM, which parsers it needs for tool calls and reasoning, and which instance type it fits.',
    '',
    'An endpoint without `backend` sets the parsers of a family for you: `LmiModel.fromHuggingFace(\'Qwen/Qwen3-8B\')` is served with `enableAutoToolChoice`, '
      + '`toolCallParser: \'hermes\'` and `reasoningParser: \'qwen3\'`. A variable in `environment` replaces any of them, and an explicit `VllmBackend` gets '
      + 'none: copy the names from this table. Where tool calls need a chat template that the checkpoint does not have, the endpoint sets no tool-call parser; '
      + 'pass the template as `chatTemplate` together with the parser.',
    '',
    '## Families',
    '',
    '| family | ids on the Hub | LMI | tool calls | reasoning | notes |',
    '| --- | --- | --- | --- | --- | --- |',
    ...MODEL_PRESETS.map((preset) => `| ${[
      preset.family,
      preset.ids.map((id) => `\`${id}\``).join(', '),
      `V${preset.since}+`,
      parsers(preset, preset.toolCallParsers, TOOL_CALL_PARSERS, VLLM.options.toolCallParser.since),
      parsers(preset, preset.reasoningParsers, REASONING_PARSERS, VLLM.options.reasoningParser.since),
      notes(preset),
    ].join(' | ')} |`),
    '',
    'The LMI column names the first version whose vLLM serves the family. Sources, read 2026-11-25: `docs/features/tool_calling.md` and '
      + '`docs/features/reasoning_outputs.md` of vLLM 0.28.0; the models of vllm-project/recipes at 8959cf6. Rows marked * were not confirmed by either.',
    '',
    ...modelCatalog(),
    '## Architectures',
    '',
    'The class under `architectures` in the model\'s `config.json`. A class that vLLM does not have yet, or no longer has, in the LMI version of the endpoint is an '
      + 'error at synth, as far as the architecture is known: from the catalog, from the table above, or from `ModelArchitecture.fromConfigFile`. A class that '
      + 'is not listed here is served through Transformers from V14 on, if the Transformers release in the image has it; that is a warning.',
    '',
    '| LMI | vLLM | classes added |',
    '| --- | --- | --- |',
    ...VERSIONS.map(({ ordinal, vllm }) => `| V${ordinal} | ${vllm} | ${classesFrom(ordinal)} |`),
    '',
    'Source: the model registry in the vLLM distributions on PyPI, read 2026-11-25. The images of V20 to V22 and V24 contain builds between two releases.',
  ];
}

const VERSIONS = LMI_RELEASES.map(({ ordinal, vllm }) => ({ ordinal, vllm }));

function parsers(preset: ModelPresetFact, names: readonly string[] | undefined, table: ParserTable, readSince: number): string {
  return names === undefined ? '–' : names.map((name) => {
    const since = Math.max(table[name].since, readSince);
    return `\`${name}\`${since > preset.since ? ` (V${since}+)` : ''}`;
  }).join(', ');
}

function notes(preset: ModelPresetFact): string {
  const template = preset.toolTemplate && `tool calls need the template \`${preset.toolTemplate}\``;
  const unconfirmed = preset.sources.includes('memory') ? '*' : undefined;
  return [template, preset.note, unconfirmed].filter((note) => note !== undefined).join('; ') || '–';
}

function classesFrom(ordinal: number): string {
  const names = VLLM_ARCHITECTURES.filter(({ since }) => since === ordinal)
    .flatMap(({ classes, until }) => classes.split(' ').map((name) => `${name}${until === undefined ? '' : ` (to V${until})`}`));
  return names.sort((left, right) => left.localeCompare(right, 'en')).join(', ') || '–';
}
