import { Problems } from '../checks/problems';
import { instanceOf } from '../checks/prop-kinds';

/** API reference, ProductionVariantCapacityReservationConfig, read 2026-11. */
const RESERVATION_ARN = /^(?=.{20,258}$)arn:aws[a-z-]*:sagemaker:[a-z0-9-]*:\d{12}:[a-z0-9-]{1,14}\/.*$/;

/** Instances that are reserved for endpoints. */
export class LmiCapacityReservation {
  /**
   * The reservation of a training plan whose target is an endpoint. The variant then runs on its instances only.
   *
   * @param arn ARN of the reservation; one that is none raises an error
   */
  public static fromArn(arn: string): LmiCapacityReservation {
    return new LmiCapacityReservation(arn);
  }

  /** ARN of the reservation. */
  public readonly reservationArn: string;

  private constructor(reservationArn: string) {
    this.reservationArn = reservationArn;
  }

  /**
   * @internal
   */
  public _check(problems: Problems): void {
    const remedy = 'pass the ARN of the reservation';
    if (problems.required('the ARN of capacityReservation', this.reservationArn, remedy)) {
      problems.pattern('the ARN of capacityReservation', this.reservationArn, RESERVATION_ARN, 'the ARN of an ML capacity reservation', remedy);
    }
  }
}

/** What a prop that takes one has to be. */
export const CAPACITY_RESERVATION = instanceOf(LmiCapacityReservation, 'use LmiCapacityReservation.fromArn');
