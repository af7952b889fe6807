import { Size, SizeRoundingBehavior } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import { isConvertible } from '../checks/durations';
import { Problems } from '../checks/problems';
import { isLiteral } from '../checks/tokens';
import { LIMITS } from '../facts/limits';
import { LmiInstanceType } from '../instance/lmi-instance-type';

/** The storage volumes of a fleet. */
interface StorageRequest {
  /** Every type that the fleet may consist of. */
  readonly instanceTypes: readonly LmiInstanceType[];
  readonly volumeSize?: Size;
  readonly encryptionKey?: kms.IKey;
}

/** Checks that the instances support the size and key: local NVMe disks replace the volume, and the hardware encrypts them. */
export function checkStorage(problems: Problems, request: StorageRequest): void {
  const { volumeSize } = request;
  if (volumeSize?.isUnresolved() && !isConvertible(() => volumeSize.toGibibytes())) {
    problems.add('volumeSize is known only at deployment, in a unit other than GiB. Create it with Size.gibibytes.');
  } else if (isLiteral(volumeSize)) {
    const gigabytes = volumeSize.toGibibytes({ rounding: SizeRoundingBehavior.NONE });
    problems.number('volumeSize', gigabytes, LIMITS.volumeSizeGb, 'pass whole GiB');
  }
  for (const { name, _fact: { nvmeGb } } of request.instanceTypes.filter((each) => each._fact.nvmeGb)) {
    if (volumeSize !== undefined) {
      problems.add(`volumeSize is set, but ${name} has ${nvmeGb} GB of local NVMe disks and takes no volume. Omit volumeSize.`);
    }
    if (request.encryptionKey !== undefined) {
      problems.add(`encryptionKey is set, but ${name} has local NVMe disks, which the hardware encrypts, and takes no key. Omit encryptionKey.`);
    }
  }
}
