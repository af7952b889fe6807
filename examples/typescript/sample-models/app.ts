import { App, Stack } from 'aws-cdk-lib';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { LmiDistBackend, LmiEndpoint, LmiInstanceType, LmiModel } from 'cdk-sagemaker-lmi';

interface Sample {
  readonly modelId: string;
  readonly instanceType: LmiInstanceType;
  /** Downloading the weights requires accepting a license, and the container needs the token of an account that did. */
  readonly gated?: boolean;
  /** vLLM does not serve T5. */
  readonly lmiDist?: boolean;
}

/** The sample models of the LMI guide, on the instance types that it recommends. */
const samples: { readonly [stack: string]: Sample } = {
  'Llama-2-7b': { modelId: 'meta-llama/Llama-2-7b-hf', instanceType: LmiInstanceType.G5_2XLARGE, gated: true },
  'Llama-2-13b': { modelId: 'meta-llama/Llama-2-13b-hf', instanceType: LmiInstanceType.G5_12XLARGE, gated: true },
  'Llama-2-70b': { modelId: 'meta-llama/Llama-2-70b-hf', instanceType: LmiInstanceType.P4D_24XLARGE, gated: true },
  'Llama-2-70b-AWQ': { modelId: 'TheBloke/Llama-2-70B-AWQ', instanceType: LmiInstanceType.G5_12XLARGE },
  'Mistral-7b': { modelId: 'mistralai/Mistral-7B-v0.1', instanceType: LmiInstanceType.G5_2XLARGE, gated: true },
  'Mixtral-8x7b': { modelId: 'mistralai/Mixtral-8x7B-v0.1', instanceType: LmiInstanceType.P4D_24XLARGE, gated: true },
  'Flan-T5-XXL': { modelId: 'google/flan-t5-xxl', instanceType: LmiInstanceType.G5_12XLARGE, lmiDist: true },
  'CodeLlama-34b': { modelId: 'codellama/CodeLlama-34b-hf', instanceType: LmiInstanceType.G5_48XLARGE },
  'Falcon-7b': { modelId: 'tiiuae/falcon-7b', instanceType: LmiInstanceType.G5_2XLARGE },
  'Falcon-40b': { modelId: 'tiiuae/falcon-40b', instanceType: LmiInstanceType.G5_48XLARGE },
  'Falcon-180b': { modelId: 'tiiuae/falcon-180B', instanceType: LmiInstanceType.P4DE_24XLARGE, gated: true },
};

const app = new App();

for (const [name, { modelId, instanceType, gated, lmiDist }] of Object.entries(samples)) {
  const stack = new Stack(app, `LmiSample-${name}`, { env: { region: 'us-east-1' } });
  new LmiEndpoint(stack, 'Endpoint', {
    model: LmiModel.fromHuggingFace(modelId, {
      token: gated ? secretsmanager.Secret.fromSecretNameV2(stack, 'Token', 'hugging-face-token') : undefined,
    }),
    backend: lmiDist ? new LmiDistBackend(stack, 'LmiDist') : undefined,
    instanceType,
  });
}

app.synth();
