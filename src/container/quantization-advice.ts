import { checkOptions } from '../backend/option-check';
import { ServedOptions } from '../backend/served-options';
import { Problems } from '../checks/problems';
import { METHOD_CAPABILITIES, TENSORRT_METHOD_CAPABILITIES } from '../facts/gpu-requirements';
import { LmiInstanceType } from '../instance/lmi-instance-type';
import { BITS_PER_WEIGHT } from '../memory/weight-formats';
import { optionsOf } from '../options/tables';
import { WeightFormat } from '../sizing/memory-fit-props';

/** How the user of a backend gets weights with fewer bits; undefined if the version has no way, or the accelerator cannot run it. */
export function quantizationAdvice(
  { backend, version }: ServedOptions, { accelerator }: LmiInstanceType,
): (format: WeightFormat) => string | undefined {
  const { computeCapability = 0 } = accelerator?._fact ?? {};
  const needs = backend === 'TrtLlm' ? TENSORRT_METHOD_CAPABILITIES : METHOD_CAPABILITIES;
  const takes = (method: string): boolean => {
    if (backend === undefined || computeCapability < (needs[method] ?? 0)) {
      return false;
    }
    const problems = new Problems('quantize');
    const ignored = checkOptions(problems, optionsOf(backend), { quantize: method }, version);
    return problems.count === 0 && ignored.length === 0;
  };
  return (format) => {
    if (BITS_PER_WEIGHT[format] === 8) {
      return takes('fp8') ? 'quantize the weights to 8 bits (quantize: LmiQuantization.FP8)' : undefined;
    }
    // vLLM quantizes to 4 bits only in advance; TensorRT-LLM does so while it builds the engine.
    return !takes('awq') ? undefined
      : backend === 'TrtLlm' ? 'quantize the weights to 4 bits (quantize: LmiQuantization.AWQ)' : 'use an AWQ or GPTQ checkpoint (4 bits)';
  };
}
