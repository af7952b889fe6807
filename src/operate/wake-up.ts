import { Duration } from 'aws-cdk-lib';
import * as scaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { ApplicationScalingAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Construct } from 'constructs';

/** What tells that there are requests and nothing to serve them. */
interface WakeUpRequest {
  readonly metric: cloudwatch.Metric;
  /** Minutes for which it must tell so. */
  readonly minutes: number;
  readonly cooldown: Duration;
  readonly description: string;
}

/**
 * Brings the first instance or copy back when there is none.
 *
 * Target tracking alone could not: the load of each instance or copy is not published without any. Alarms and policies are those of the
 * developer guide, "Autoscale an asynchronous endpoint" and "Scale an endpoint to zero instances", read 2026-11.
 */
export function wakeUp(scope: Construct, target: scaling.ScalableTarget, request: WakeUpRequest): cloudwatch.Alarm {
  const action = new scaling.StepScalingAction(scope, 'WakeUp', {
    scalingTarget: target,
    adjustmentType: scaling.AdjustmentType.CHANGE_IN_CAPACITY,
    metricAggregationType: scaling.MetricAggregationType.MAXIMUM,
    cooldown: request.cooldown,
  });
  action.addAdjustment({ lowerBound: 0, adjustment: 1 });
  const alarm = new cloudwatch.Alarm(scope, 'WakeUpAlarm', {
    alarmDescription: request.description,
    metric: request.metric,
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    threshold: 1,
    evaluationPeriods: request.minutes,
    datapointsToAlarm: request.minutes,
    treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
  });
  alarm.addAlarmAction(new ApplicationScalingAction(action));
  return alarm;
}
