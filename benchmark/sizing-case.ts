/** Prints, as JSON, the CPU time of 100,000 estimates. Uses the compiled library. */
import { LmiInstanceType, MemoryFit, ModelArchitecture } from 'cdk-sagemaker-lmi';

const ESTIMATES = 100_000;

const before = process.cpuUsage();
let fitting = 0;
for (let index = 0; index < ESTIMATES; index++) {
  fitting += Number(MemoryFit.estimate({
    architecture: ModelArchitecture.LLAMA_2_13B,
    instanceType: index % 2 ? LmiInstanceType.G5_2XLARGE : LmiInstanceType.G5_12XLARGE,
    maxModelLen: 1024 + (index % 3072),
  }).fits);
}
const { user, system } = process.cpuUsage(before);
console.log(JSON.stringify({ milliseconds: (user + system) / 1000, estimates: ESTIMATES, fitting }));
