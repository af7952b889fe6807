import { Size, SizeRoundingBehavior } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import { LIMITS } from '../facts/limits';
import { LmiInstanceType } from '../instance/lmi-instance-type';
import { Faults } from '../internal/faults';
import { isLiteral } from '../internal/tokens';

/** The storage volumes of the instances of a variant. */
export interface StorageRequest {
  readonly instanceTypes: readonly LmiInstanceType[];
  readonly volumeSize?: Size;
  readonly encryptionKey?: kms.IKey;
}

/** Types with local NVMe disks take neither a volume size nor a key, because their hardware encrypts the disks. */
export function checkStorage(faults: Faults, { instanceTypes, volumeSize, encryptionKey }: StorageRequest): void {
  if (isLiteral(volumeSize)) {
    faults.number('volumeSize', volumeSize.toGibibytes({ rounding: SizeRoundingBehavior.NONE }), LIMITS.volumeSizeGb, 'give whole GiB');
  }
  for (const { name, _fact: { nvmeGb } } of instanceTypes.filter((type) => type._fact.nvmeGb)) {
    if (encryptionKey) {
      faults.say(`encryptionKey is given, but ${name} has local NVMe disks, which the hardware encrypts, and takes no key: leave encryptionKey out`);
    }
    if (volumeSize !== undefined) {
      faults.say(`volumeSize is given, but ${name} has ${nvmeGb} GB of local NVMe disks and takes no volume: leave volumeSize out`);
    }
  }
}
