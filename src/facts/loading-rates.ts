/**
 * Rates at which weights are loaded, in MiB per second, which default timeouts are derived from.
 *
 * All of them are assumptions, and deliberately slow: a timeout that is too long only delays an error, and one that is too short
 * fails the deployment. For comparison: a general purpose (gp3) volume reads 125 to 1,000 MiB a second, and an instance of the g5 family has
 * 10 Gbit/s and more (AWS documentation, from memory).
 */
export const LOADING_RATES = {
  /** From the Hugging Face Hub, over the internet. */
  hub: 150,
  /** SageMaker's download of uncompressed model data. */
  modelData: 200,
  /** The same with a tarball, which one thread unpacks. */
  tarball: 80,
  /** From the disk to the accelerators. */
  accelerators: 300,
  /** Start of the server, profiling of memory and recording of CUDA graphs. */
  startSeconds: 300,
  /** The same where the container compiles the model first: TensorRT-LLM and Transformers NeuronX. */
  compileSeconds: 900,
  /** Least time that SageMaker is given for model data, however small. */
  leastDownloadSeconds: 1200,
} as const;
