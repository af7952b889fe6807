/**
 * How fast weights come to the accelerators, in MiB a second, from which timeouts follow where the user gives none.
 *
 * All of them are assumptions, and slow on purpose: a timeout that is too long costs nothing but a late message, and one that is too short
 * costs the deployment. For comparison: a general purpose (gp3) volume reads 125 to 1,000 MiB a second, and an instance of the g5 family has
 * 10 Gbit/s and more (AWS documentation, from memory).
 */
export const LOADING_RATES = {
  /** From the Hugging Face Hub, through the internet. */
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
