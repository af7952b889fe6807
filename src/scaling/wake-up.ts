import { Duration } from 'aws-cdk-lib';
import * as scaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';

/** What tells that a request came while nothing was there to serve it. */
export interface WakeUpRequest {
  /** The scalable attribute, which must be able to scale to zero. */
  readonly attribute: scaling.IScalableTargetRef;
  readonly metric: cloudwatch.Metric;
  readonly evaluationPeriods: number;
  /** Time after which another one is added while the alarm lasts. Default: a minute. */
  readonly cooldown?: Duration;
  readonly alarmDescription: string;
}

/**
 * Lets a scalable attribute come back from zero, where target tracking has no load to measure: an alarm of one request adds one.
 *
 * Source: SageMaker developer guide, scaling an endpoint to zero instances (step policy, cooldown and threshold), read 2026-11.
 */
export function wakeUp(scope: Construct, id: string, request: WakeUpRequest): cloudwatch.Alarm {
  const action = new scaling.StepScalingAction(scope, id, {
    scalingTarget: request.attribute,
    adjustmentType: scaling.AdjustmentType.CHANGE_IN_CAPACITY,
    metricAggregationType: scaling.MetricAggregationType.MAXIMUM,
    cooldown: request.cooldown ?? Duration.minutes(1),
  });
  action.addAdjustment({ adjustment: 1, lowerBound: 0 });
  const alarm = new cloudwatch.Alarm(scope, `${id}Alarm`, {
    metric: request.metric,
    evaluationPeriods: request.evaluationPeriods,
    threshold: 1,
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    alarmDescription: request.alarmDescription,
  });
  alarm.addAlarmAction({ bind: () => ({ alarmActionArn: action.scalingPolicyArn }) });
  return alarm;
}
