import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnEndpointConfig, CfnEndpointConfigProps } from 'aws-cdk-lib/aws-sagemaker';
import { Construct } from 'constructs';
import { LmiAsyncInference } from './lmi-async-inference';
import { LmiAsyncInferenceConfig } from './lmi-async-inference-options';
import { LmiDataCapture } from './lmi-data-capture';
import { LmiCaptureMode, LmiDataCaptureConfig } from './lmi-data-capture-options';
import { Problems } from '../checks/problems';

/** Where an endpoint writes to. */
interface PlacesRequest {
  readonly asyncInference?: LmiAsyncInference;
  readonly dataCapture?: LmiDataCapture;
}

type Places = Pick<CfnEndpointConfigProps, 'asyncInferenceConfig' | 'dataCaptureConfig'>;

/** Binds the places that an endpoint writes to, and grants the execution role what it needs there. */
export function bindPlaces(scope: Construct, problems: Problems, grantee: iam.IGrantable, { asyncInference, dataCapture }: PlacesRequest): Places {
  const asynchronous = asyncInference && problems.collect(() => asyncInference.bind(scope, grantee));
  const capture = dataCapture && problems.collect(() => dataCapture.bind(scope, grantee));
  return {
    asyncInferenceConfig: asynchronous ? asyncProperty(asynchronous) : undefined,
    dataCaptureConfig: capture ? captureProperty(capture) : undefined,
  };
}

function asyncProperty(config: LmiAsyncInferenceConfig): CfnEndpointConfig.AsyncInferenceConfigProperty {
  const { successTopicArn, errorTopicArn, maxConcurrentInvocationsPerInstance } = config;
  const told = [successTopicArn && 'SUCCESS_NOTIFICATION_TOPIC', errorTopicArn && 'ERROR_NOTIFICATION_TOPIC'].filter((each) => each !== undefined);
  return {
    clientConfig: maxConcurrentInvocationsPerInstance === undefined ? undefined : { maxConcurrentInvocationsPerInstance },
    outputConfig: {
      s3OutputPath: config.outputPath,
      s3FailurePath: config.failurePath,
      kmsKeyId: config.encryptionKeyArn,
      notificationConfig: told.length === 0 ? undefined : {
        successTopic: successTopicArn,
        errorTopic: errorTopicArn,
        includeInferenceResponseIn: config.includeResponse ? told : undefined,
      },
    },
  };
}

function captureProperty(config: LmiDataCaptureConfig): CfnEndpointConfig.DataCaptureConfigProperty {
  const modes = config.captures === LmiCaptureMode.INPUT_AND_OUTPUT ? [LmiCaptureMode.INPUT, LmiCaptureMode.OUTPUT] : [config.captures];
  return {
    enableCapture: true,
    destinationS3Uri: config.destination,
    initialSamplingPercentage: config.samplingPercentage,
    captureOptions: modes.map((captureMode) => ({ captureMode })),
    captureContentTypeHeader: { jsonContentTypes: config.jsonContentTypes },
    kmsKeyId: config.encryptionKeyArn,
  };
}
