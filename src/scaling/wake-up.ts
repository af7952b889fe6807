import { Duration } from 'aws-cdk-lib';
import * as scaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { ApplicationScalingAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Construct } from 'constructs';

/**
 * Brings the first instance of an asynchronous endpoint back when a request waits and there is none.
 *
 * Target tracking alone would wait until the queue is longer than its target: the backlog per instance is not published without instances.
 * Alarm and policy are those of the developer guide, "Autoscale an asynchronous endpoint", read 2026-11.
 */
export function wakeUp(scope: Construct, target: scaling.ScalableTarget, endpointName: string, cooldown: Duration): void {
  const action = new scaling.StepScalingAction(scope, 'WakeUp', {
    scalingTarget: target,
    adjustmentType: scaling.AdjustmentType.CHANGE_IN_CAPACITY,
    metricAggregationType: scaling.MetricAggregationType.AVERAGE,
    cooldown,
  });
  action.addAdjustment({ lowerBound: 0, adjustment: 1 });
  const alarm = new cloudwatch.Alarm(scope, 'WakeUpAlarm', {
    alarmDescription: 'Requests wait, and the endpoint has no instance',
    metric: new cloudwatch.Metric({
      namespace: 'AWS/SageMaker',
      metricName: 'HasBacklogWithoutCapacity',
      dimensionsMap: { EndpointName: endpointName },
      statistic: cloudwatch.Stats.AVERAGE,
      period: Duration.minutes(1),
    }),
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    threshold: 1,
    evaluationPeriods: 2,
    datapointsToAlarm: 2,
    treatMissingData: cloudwatch.TreatMissingData.MISSING,
  });
  alarm.addAlarmAction(new ApplicationScalingAction(action));
}
