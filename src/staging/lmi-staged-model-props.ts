import { RemovalPolicy } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { ModelArchitecture } from '../model/model-architecture';

/** Props of `LmiStagedModel`. */
export interface LmiStagedModelProps {
  /** Id of the model on the Hugging Face Hub, such as `meta-llama/Llama-3.1-8B-Instruct`. */
  readonly modelId: string;

  /**
   * Branch, tag, or commit. A branch or tag is resolved to its commit when the model is staged, which is used until a prop changes. An endpoint in
   * another stack needs the full commit (40 hexadecimal digits) here.
   *
   * @default 'main'
   */
  readonly revision?: string;

  /**
   * Secret with the access token for a gated or private model. Only the copy function reads it, at run time: the token is not in the template, in
   * `DescribeModel`, in a log, or in the history of the state machine.
   *
   * @default - no token; staging a gated or private model fails
   */
  readonly token?: secretsmanager.ISecret;

  /**
   * Field of the secret that contains the token, if the secret is a JSON object. Requires `token`.
   *
   * @default - the whole secret is the token
   */
  readonly tokenField?: string;

  /**
   * Bucket to copy the files to, in the region of the stack. Pass one for models of hundreds of gigabytes, because it outlives a failed stack. It
   * should have a lifecycle rule that aborts incomplete multipart uploads.
   *
   * @default - a private, encrypted bucket that requires TLS
   */
  readonly bucket?: s3.IBucket;

  /**
   * Key prefix for the files, which are copied to `<prefix>/<modelId>/<commit>-<selection>/`. A trailing slash is added.
   *
   * @default - the root of the bucket
   */
  readonly prefix?: string;

  /**
   * Patterns of the files to copy. `*` matches any characters, including slashes; `?` matches one character; `[…]` one of several; a pattern with a
   * trailing slash matches everything below it. Patterns without a match raise an error at deployment.
   *
   * @default - safetensors, tokenizer, and configuration files; Python files with `trustRemoteCode`; never pickles
   */
  readonly include?: string[];

  /**
   * Patterns of files to exclude from `include`.
   *
   * @default - second copies of the weights for other runtimes (`original/`, `metal/`, `onnx/`, `openvino/`, and `consolidated*.safetensors` next
   * to `model*.safetensors`); nothing with `include`
   */
  readonly exclude?: string[];

  /**
   * Whether to copy the Python files of the model by default, for a backend with `trustRemoteCode`. They run in the container, so trust their owner.
   *
   * @default false
   */
  readonly trustRemoteCode?: boolean;

  /**
   * Architecture of the model, for checks of memory and instance type at synth time.
   *
   * @default - from the catalog for a known id; otherwise unknown
   */
  readonly architecture?: ModelArchitecture;

  /**
   * Properties that are staged as `serving.properties` next to the weights, for settings without a prop, as in `LmiModel.fromAsset`. The file overrides the variables of the
   * container.
   *
   * @default - no such file
   */
  readonly servingProperties?: { [name: string]: string };

  /**
   * Path of a Python file to stage as `model.py` next to the weights: a custom handler or, with LMI V11 and later, formatters for the handler of
   * the backend.
   *
   * @default - the handler of the backend
   */
  readonly handler?: string;

  /**
   * Path of a file to stage as `requirements.txt` next to the weights. The container installs it with pip when it starts, which network isolation
   * blocks.
   *
   * @default - no such file; `requirements.txt` of the model on the Hub is not copied
   */
  readonly requirements?: string;

  /**
   * Additional files and directories next to the weights: the path in the model directory, and the local path. They replace files of the model with
   * the same path, such as `chat_template.jinja`.
   *
   * @default - no additional files
   */
  readonly files?: { [name: string]: string };

  /**
   * Whether to stage the formatter that an endpoint with `openAiStreaming` needs next to the weights. The endpoint then stays isolated from the
   * network.
   *
   * @default false
   */
  readonly openAiStreaming?: boolean;

  /**
   * What happens to the files, and to a bucket that the construct creates, when the staged model is deleted or replaced by another revision:
   * `RETAIN` keeps them; `DESTROY` deletes them after the endpoint has moved, unless another staged model uses them. An endpoint in another stack moves
   * only after the deletion, so use `RETAIN` for it.
   *
   * @default RemovalPolicy.RETAIN
   */
  readonly removalPolicy?: RemovalPolicy;

  /**
   * KMS key for a bucket that the construct creates. An error with `bucket`, whose own key is used.
   *
   * @default - the bucket is encrypted with keys that Amazon S3 manages
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * Number of groups of files to copy at the same time, each with one invocation of a function: an integer from 1 to 40. Lower it if the Lambda
   * concurrency quota of the account is small.
   *
   * @default 20
   */
  readonly maxConcurrency?: number;

  /**
   * VPC in which the copier runs, with a route to the Hub, Amazon S3 and, with `token`, AWS Secrets Manager.
   *
   * @default - no VPC
   */
  readonly vpc?: ec2.IVpc;

  /**
   * Subnets of the copier, which need a route to the Hub, such as a NAT gateway. Requires `vpc`.
   *
   * @default - the private subnets with a route to the internet
   */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /**
   * Security groups of the copier. Requires `vpc`.
   *
   * @default - a new security group that allows only outbound traffic
   */
  readonly securityGroups?: ec2.ISecurityGroup[];

  /**
   * Address of the Hub, or of a mirror with the same API (`HF_ENDPOINT`): a URL that begins with `https://`, without a path.
   *
   * @default 'https://huggingface.co'
   */
  readonly hubEndpoint?: string;

  /**
   * How long to keep the logs of the copy.
   *
   * @default logs.RetentionDays.ONE_MONTH
   */
  readonly logRetention?: logs.RetentionDays;
}
