import { Stack, Stage } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { ownValue } from '../checks/own-value';
import { Problems } from '../checks/problems';
import { warn } from '../checks/warnings';
import { LmiModel } from '../model/lmi-model';
import { LmiModelConfig } from '../model/lmi-model-config';
import { LmiModelBindOptions } from '../model/lmi-model-options';
import { ModelArchitecture } from '../model/model-architecture';
import { ModelArchive } from '../model/model-archive';

/** Location of staged weights. */
interface StagedPlace {
  /** The construct that stages them. */
  readonly staging: Construct;
  readonly bucket: s3.IBucket;
  /** An attribute of the custom resource, so that resources that use the prefix wait for the copy. */
  readonly prefix: string;
  /** The same prefix if it is known at synth, which requires a full commit. */
  readonly knownPrefix?: string;
  /** Whether files are deleted when nothing in the staging stack needs them. */
  readonly isDestroyed: boolean;
}

/**
 * Weights staged in the same app. The endpoint needs no knowledge of that: it waits because the prefix is an attribute of the custom resource, which is complete
 * when the files are.
 */
export class StagedModel extends LmiModel {
  /**
   * @param added files staged next to the weights
   */
  public constructor(
    private readonly place: StagedPlace,
    public readonly architecture: ModelArchitecture | undefined,
    private readonly added: ModelArchive | undefined,
  ) {
    super();
  }

  public bind(scope: Construct, grantee: iam.IGrantable, options: LmiModelBindOptions = {}): LmiModelConfig {
    this.checkFiles(scope, options);
    const { added, architecture } = this;
    const config = LmiModel.fromS3(this.place.bucket, this.prefixFor(scope), { architecture }).bind(scope, grantee);
    return added === undefined ? config : {
      ...config, servingProperties: added.servingProperties, files: added.names, synchronousHandler: added.synchronousHandler,
    };
  }

  /** Files that an endpoint adds must already be staged: the prefix is not the endpoint's own. */
  private checkFiles(scope: Construct, { files = {} }: LmiModelBindOptions): void {
    const problems = new Problems(scope);
    for (const [name, content] of Object.entries(files)) {
      const entry = ownValue(this.added?.entries, name);
      if (entry === undefined || !('content' in entry) || !entry.content.endsWith(content)) {
        problems.add(`openAiStreaming is true, but ${name} is not staged next to the weights (${this.place.staging.node.path}). Pass openAiStreaming: true to LmiStagedModel too.`);
      }
    }
    problems.throwIfAny();
  }

  /**
   * Between stacks, an attribute would be an export, and CloudFormation refuses to change an export that is in use: the revision could never change. A prefix that is
   * known at synth needs no export, and the order of the stacks makes the endpoint wait.
   */
  private prefixFor(scope: Construct): string {
    const { staging, prefix, knownPrefix, isDestroyed } = this.place;
    const [consumer, producer] = [outermost(scope), outermost(staging)];
    if (consumer === producer) {
      return prefix;
    }
    const problems = new Problems(scope);
    if (Stage.of(consumer) !== Stage.of(producer)) {
      problems.add(`model is staged in another stage (${producer.node.path}), whose stacks this one cannot wait for. Create LmiStagedModel in the stage of the endpoint.`);
    }
    if (knownPrefix === undefined) {
      problems.add(`model is staged in another stack (${producer.node.path}) at a revision that is not a commit, so its prefix is known only at deployment. Pass the full commit `
        + '(40 hexadecimal digits) as revision, or create LmiStagedModel in the stack of the endpoint.');
    }
    problems.throwIfAny();
    if (isDestroyed) {
      warn(scope, 'staged-in-another-stack', `the model is staged in another stack (${producer.node.path}) with removalPolicy DESTROY. An update of that stack deletes the weights of the `
        + 'old revision while the endpoint still loads them. Omit removalPolicy, or create LmiStagedModel in the stack of the endpoint.');
    }
    scope.node.addDependency(staging);
    return knownPrefix!;
  }
}

/** Nested stacks pass attributes on as parameters, which may change. */
function outermost(scope: Construct): Stack {
  let stack = Stack.of(scope);
  while (stack.nestedStackParent) {
    stack = stack.nestedStackParent;
  }
  return stack;
}
