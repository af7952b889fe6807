import { geometryOf } from './model-architecture';
import { AcceleratorFact, AcceleratorKind, ACCELERATORS } from '../src/facts/accelerators';
import { INSTANCES, InstanceName } from '../src/facts/instances';
import { LMI_RELEASES } from '../src/facts/lmi-releases';
import { ModelFact, MODELS } from '../src/facts/models';
import { SizingEngine } from '../src/facts/sizing-engine';
import { whyNot } from '../src/memory/can-run';
import { defaultKvCacheBytes, estimateMemory, isDivisible } from '../src/memory/memory-model';
import { vllmRules } from '../src/memory/vllm-rules';
import { checkpointFormat } from '../src/memory/weights';

/** One cell of the chart: a model on an instance type. */
interface ChartCell {
  /**
   * `fits` with its whole context, `short` with a shorter one, `none`, `degree` if the number of GPUs does not divide the heads, or `never` if the GPU cannot run it.
   */
  readonly verdict: 'fits' | 'short' | 'none' | 'degree' | 'never';
  /** Tokens that fit in the KV cache, or the longest context if it is shorter than the model's. */
  readonly tokens: number;
}

/** The rows, columns, and cells (`cells[row][column]`) of the chart. */
interface ChartData {
  readonly models: readonly string[];
  readonly instanceTypes: readonly { readonly name: string; readonly memory: string }[];
  readonly cells: readonly (readonly ChartCell[])[];
  readonly version: string;
}

const CHART_MODELS: readonly (keyof typeof MODELS)[] = [
  'QWEN3_4B_INSTRUCT_2507', 'QWEN3_8B', 'QWEN3_14B', 'QWEN3_32B', 'QWEN3_30B_A3B_INSTRUCT_2507', 'QWEN3_NEXT_80B_A3B_INSTRUCT', 'QWEN3_6_27B',
  'QWEN3_6_35B_A3B', 'QWEN3_VL_8B_INSTRUCT', 'LLAMA_3_1_8B_INSTRUCT', 'LLAMA_3_3_70B_INSTRUCT', 'LLAMA_4_SCOUT_17B_16E_INSTRUCT', 'GEMMA_3_12B_IT',
  'GEMMA_3_27B_IT', 'GEMMA_4_26B_A4B_IT', 'GEMMA_4_31B_IT', 'GPT_OSS_20B', 'GPT_OSS_120B', 'MISTRAL_SMALL_3_1_24B_INSTRUCT_2503', 'PHI_4', 'GLM_4_5_AIR',
  'QWEN3_235B_A22B_FP8', 'MINIMAX_M2_7', 'DEEPSEEK_V3_2', 'DEEPSEEK_V4_FLASH', 'KIMI_K2_5_NVFP4', 'NVIDIA_NEMOTRON_3_NANO_30B_A3B_BF16',
];

const CHART_INSTANCES: readonly InstanceName[] = [
  'G4DN_XLARGE', 'G5_2XLARGE', 'G6_2XLARGE', 'G6E_2XLARGE', 'G4DN_12XLARGE', 'G5_12XLARGE', 'G6_12XLARGE', 'G7E_2XLARGE', 'G5_48XLARGE',
  'G6E_12XLARGE', 'P4D_24XLARGE', 'G6E_48XLARGE', 'P4DE_24XLARGE', 'P5_48XLARGE', 'P5EN_48XLARGE',
];

/** The cells for the newest LMI version with default options. */
export function chartData(models: readonly (keyof typeof MODELS)[] = CHART_MODELS): ChartData {
  const release = LMI_RELEASES[LMI_RELEASES.length - 1];
  const columns = CHART_INSTANCES.map((constant) => INSTANCES[constant]);
  return {
    models: models.map((constant) => (MODELS[constant] as ModelFact).modelId),
    instanceTypes: columns.map((row) => ({
      name: row.name,
      memory: `${row.count} × ${ACCELERATORS[row.accelerator].name}`,
    })),
    version: `LMI V${release.ordinal}`,
    cells: models.map((constant) => columns.map((row) => {
      const geometry = geometryOf(MODELS[constant]);
      const accelerator: AcceleratorFact = ACCELERATORS[row.accelerator];
      if (accelerator.kind !== AcceleratorKind.GPU) {
        throw new Error(`${row.name} has no GPU, and the picture is of vLLM`);
      }
      const format = checkpointFormat(geometry);
      const rules = vllmRules(release.vllm, accelerator.computeCapability);
      const estimate = estimateMemory({
        geometry,
        engine: 'vllm',
        ordinal: release.ordinal,
        rules,
        memoryGib: accelerator.memoryGib,
        degree: row.count,
        format,
        kvCacheBytes: defaultKvCacheBytes(geometry, format, rules),
        utilization: rules.utilization,
      });
      const runs = whyNot({ geometry, engine: SizingEngine.VLLM, ordinal: release.ordinal }, accelerator) === undefined;
      const verdict = !runs ? 'never' : !isDivisible(geometry, row.count, 'vllm') ? 'degree'
        : estimate.fits ? 'fits' : estimate.longestContext >= 1024 ? 'short' : 'none';
      return { verdict, tokens: verdict === 'short' ? estimate.longestContext : estimate.kvCacheTokens };
    })),
  };
}

const STYLE = [
  '<style>',
  '  text { font: 12px -apple-system, "Segoe UI", Helvetica, Arial, sans-serif; } .name { fill: #1f2328; } .note { fill: #57606a; } .bg { fill: #ffffff; stroke: #d0d7de; }',
  '  .small { font-size: 10px; } .cell { font-size: 11px; }',
  '  .fits { fill: #cdeac0; } .short { fill: #fff0b8; } .none { fill: #f2f2f2; } .degree { fill: #f6dfd6; } .never { fill: #e4e4ea; }',
  '  .t-fits { fill: #1b3a12; } .t-short { fill: #4a3b00; } .t-none, .t-never { fill: #6e6e6e; } .t-degree { fill: #6b2f17; }',
  '  @media (prefers-color-scheme: dark) {',
  '    .name { fill: #e6edf3; } .note { fill: #9da7b3; } .bg { fill: #0d1117; stroke: #30363d; }',
  '    .fits { fill: #1c4b33; } .short { fill: #524112; } .none { fill: #161b22; } .degree { fill: #55291b; } .never { fill: #21262d; }',
  '    .t-fits { fill: #b7f0cf; } .t-short { fill: #ffe59a; } .t-none, .t-never { fill: #8b949e; } .t-degree { fill: #ffc9b5; }',
  '  }',
  '</style>',
];

const LEGEND = {
  fits: 'fits with its whole context',
  short: 'fits with a shorter context',
  none: 'does not fit',
  degree: 'heads cannot be split across GPUs',
  never: 'does not run on the GPU',
};

/** The chart in `docs/choosing-an-instance.md`. */
export function instanceChart(data: ChartData = chartData()): string {
  const [left, top, width, height] = [322, 128, 58, 22];
  const right = left + data.instanceTypes.length * width;
  const bottom = top + data.models.length * height;
  const size = { width: right + 70, height: bottom + 66 };
  const out: string[] = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" width="${size.width}" height="${size.height}" role="img" aria-labelledby="t d">`,
    '<title id="t">Which models fit on which instance types</title>',
    `<desc id="d">Estimated for ${data.version} with default options; the number is the tokens that the KV cache holds.</desc>`,
    ...STYLE,
    `<rect class="bg" x="0.5" y="0.5" width="${size.width - 1}" height="${size.height - 1}" rx="14"/>`,
  ];
  data.instanceTypes.forEach((column, index) => {
    const x = left + index * width + width / 2;
    out.push(`<text class="name" transform="translate(${x - 6} ${top - 8}) rotate(-50)">${column.name}`
      + `<tspan class="note small" x="0" dy="13">${column.memory}</tspan></text>`);
  });
  data.models.forEach((model, row) => {
    const y = top + row * height;
    out.push(`<text class="name" x="${left - 8}" y="${y + 15}" text-anchor="end">${model}</text>`);
    data.cells[row].forEach((cell, column) => {
      const x = left + column * width;
      const label = cell.verdict === 'none' ? '–' : cell.verdict === 'never' ? '×' : cell.verdict === 'degree' ? '÷' : inWords(cell.tokens);
      out.push(`<rect class="${cell.verdict}" x="${x + 1}" y="${y + 1}" width="${width - 2}" height="${height - 2}" rx="3"/>`);
      out.push(`<text class="cell t-${cell.verdict}" x="${x + width / 2}" y="${y + 15}" text-anchor="middle">${label}</text>`);
    });
  });
  let x = 16;
  (Object.keys(LEGEND) as (keyof typeof LEGEND)[]).forEach((verdict) => {
    out.push(`<rect class="${verdict}" x="${x}" y="${bottom + 14}" width="14" height="14" rx="3"/>`);
    out.push(`<text class="name" x="${x + 20}" y="${bottom + 25}">${LEGEND[verdict]}</text>`);
    x += 44 + LEGEND[verdict].length * 6.4;
  });
  out.push(`<text class="note" x="16" y="${bottom + 48}">Numbers: tokens that the KV cache holds, over all sequences (k = thousand, M = million). `
    + `${data.version}, default options, all GPUs of the instance.</text>`);
  out.push('</svg>', '');
  return out.join('\n');
}

function inWords(tokens: number): string {
  return tokens >= 999_500 ? `${(tokens / 1e6).toFixed(1)}M` : tokens >= 10_000 ? `${Math.round(tokens / 1000)}k` : `${(tokens / 1000).toFixed(1)}k`;
}
