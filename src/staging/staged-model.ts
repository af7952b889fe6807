import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { Problems } from '../checks/problems';
import { isUnresolved } from '../checks/tokens';
import { LmiModel } from '../model/lmi-model';
import { LmiModelConfig } from '../model/lmi-model-config';
import { LmiModelBindOptions } from '../model/lmi-model-options';
import { ModelArchitecture } from '../model/model-architecture';
import { hasFiles } from '../model/model-archive';

/** Where the weights come to be. */
export interface StagedPlace {
  /** The construct that stages them. */
  readonly staging: Construct;
  readonly bucket: s3.IBucket;
  /** An attribute of the custom resource, so that what names the prefix waits for the copy. */
  readonly prefix: string;
  /** The same prefix as far as it is known at synth: with a full commit. */
  readonly knownPrefix?: string;
}

/**
 * Weights that are staged in the same app. The endpoint knows nothing of it: it waits because the prefix is an attribute of the resource that is done when the
 * files are there.
 */
export class StagedModel extends LmiModel {
  public constructor(private readonly place: StagedPlace, public readonly architecture: ModelArchitecture | undefined) {
    super();
  }

  public bind(scope: Construct, grantee: iam.IGrantable, options: LmiModelBindOptions = {}): LmiModelConfig {
    const { bucket } = this.place;
    const prefix = hasFiles({}, options) ? this.literalPrefix(scope) : this.prefixFor(scope);
    return LmiModel.fromS3(bucket, prefix, { architecture: this.architecture }).bind(scope, grantee, options);
  }

  /** Files next to the weights come in an archive that names the weights at synth. */
  private literalPrefix(scope: Construct): string {
    const { staging, bucket, knownPrefix } = this.place;
    if (knownPrefix === undefined || isUnresolved(bucket.bucketName)) {
      const problems = new Problems(scope);
      problems.add('the endpoint adds files next to the weights, such as that of openAiStreaming, but where the weights are staged is known only at deployment: pass LmiStagedModel a '
        + 'bucket with a literal name, such as that of s3.Bucket.fromBucketName, and the full commit (40 hexadecimal digits) as revision');
      problems.throwIfAny();
    }
    scope.node.addDependency(staging);
    return knownPrefix!;
  }

  /**
   * Between stacks, an attribute would be an export, and CloudFormation refuses to change an export that is in use: no revision could ever follow another. A prefix that is
   * known at synth needs no export, and the order of the stacks makes the endpoint wait.
   */
  private prefixFor(scope: Construct): string {
    const { staging, prefix, knownPrefix } = this.place;
    const [consumer, producer] = [outermost(scope), outermost(staging)];
    if (consumer === producer) {
      return prefix;
    }
    if (knownPrefix === undefined) {
      const problems = new Problems(scope);
      problems.add(`model is staged in another stack (${producer.node.path}) at a revision that is not a commit, so that its prefix is known only at deployment: pass the full commit `
        + '(40 hexadecimal digits) as revision, or create LmiStagedModel in the stack of the endpoint');
      problems.throwIfAny();
    }
    consumer.addDependency(producer, 'The weights are staged before the endpoint loads them');
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
