import { alarmViolations } from './alarms';
import { isolationViolations } from './isolation';
import { keyViolations } from './keys';
import { nameViolations } from './names';
import { orderViolations } from './order';
import { permissionViolations } from './permissions';
import { quotaViolations } from './quotas';
import { Template } from './template';

export { updateViolations } from './updates';

/**
 * Finds problems that no validator reports: each sentence describes a deployment that fails, or does something undesired.
 *
 * @param isExternal roles whose policies are not in any template of the app
 */
export function violations(template: Template, isExternal?: (role: string) => boolean): string[] {
  return [
    ...permissionViolations(template, isExternal),
    ...quotaViolations(template),
    ...nameViolations(template),
    ...isolationViolations(template),
    ...keyViolations(template),
    ...orderViolations(template),
    ...alarmViolations(template),
  ];
}
