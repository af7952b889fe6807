import { Size } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import { LIMITS } from '../facts/limits';
import { LmiInstanceType } from '../instance/lmi-instance-type';
import { Faults } from '../internal/faults';
import { isLiteral } from '../internal/tokens';

/** The storage volumes of a fleet. */
export interface StorageRequest {
  readonly instanceType: LmiInstanceType;
  readonly volumeSize?: Size;
  readonly encryptionKey?: kms.IKey;
}

/** Faults when a size or a key is given that the instances do not take. */
export function checkStorage(faults: Faults, request: StorageRequest): void {
  const { instanceType } = request;
  if (isLiteral(request.volumeSize)) {
    const gigabytes = request.volumeSize.toGibibytes({ rounding: 2 });
    faults.number('volumeSize', gigabytes, LIMITS.volumeSizeGb, 'give whole GiB');
  }
  if (request.volumeSize !== undefined && instanceType._fact.nvmeGb) {
    faults.say(`volumeSize is given, but ${instanceType.name} has ${instanceType._fact.nvmeGb} GB of local NVMe disks and takes no volume: leave volumeSize out`);
  }
  if (request.encryptionKey !== undefined && instanceType._fact.nvmeGb) {
    faults.say(`encryptionKey is given, but ${instanceType.name} has local NVMe disks, which the hardware encrypts, and takes no key: leave encryptionKey out`);
  }
}
