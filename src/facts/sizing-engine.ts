/** What computes in the container, as far as its use of memory differs. */
export enum SizingEngine {
  /** vLLM, with the rules of the vLLM in the LMI version. The nearest there is for LMI-Dist and DeepSpeed too. */
  VLLM = 'vllm',
  /** TensorRT-LLM: whether the model fits at all; the number of tokens is a guide. */
  TENSORRT_LLM = 'tensorrt-llm',
  /** Transformers NeuronX: memory by NeuronCore, and the KV cache of the whole batch taken at load. */
  TRANSFORMERS_NEURONX = 'transformers-neuronx',
}
