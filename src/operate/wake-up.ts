import { Duration } from 'aws-cdk-lib';
import * as scaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { ApplicationScalingAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Construct } from 'constructs';

/** The metric that shows requests without capacity, and the reaction to it. */
interface WakeUpRequest {
  readonly metric: cloudwatch.Metric;
  /** Number of minutes for which the metric must show it. */
  readonly minutes: number;
  readonly cooldown: Duration;
  readonly description: string;
}

/**
 * Starts the first instance or copy if there is none.
 *
 * Target tracking alone cannot: without any instance or copy, their load is not published. Alarms and policies follow the developer guide, "Autoscale an
 * asynchronous endpoint" and "Scale an endpoint to zero instances", read 2026-11.
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
