/** Inference engine in the container, which determines the memory model. */
export enum SizingEngine {
  /** vLLM, with the rules of the vLLM in the LMI version. Also the closest approximation of LMI-Dist and DeepSpeed. */
  VLLM = 'vllm',
  /** TensorRT-LLM: whether the model fits at all; the number of tokens is only a guide. */
  TENSORRT_LLM = 'tensorrt-llm',
  /** Transformers NeuronX: memory per NeuronCore, and the KV cache of the whole batch is allocated at load. */
  TRANSFORMERS_NEURONX = 'transformers-neuronx',
}
