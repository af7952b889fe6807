import { Problems } from '../checks/problems';
import { instanceOf } from '../checks/prop-kinds';

/** API reference, ProductionVariantCapacityReservationConfig, read 2026-11. */
const RESERVATION_ARN = /^(?=.{20,258}$)arn:aws[a-z-]*:sagemaker:[a-z0-9-]*:\d{12}:[a-z0-9-]{1,14}\/.*$/;

/** Reserved instances for endpoints. */
export class LmiCapacityReservation {
  /**
   * A reservation from a training plan that targets endpoints. The variant then runs only on its instances.
   *
   * @param arn ARN of the reservation; anything else raises an error
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

/** Kind of a prop that takes a capacity reservation. */
export const CAPACITY_RESERVATION = instanceOf(LmiCapacityReservation, 'use LmiCapacityReservation.fromArn');
