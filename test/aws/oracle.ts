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
 * What AWS would do with a template that no validator knows: each sentence is a deployment that fails, or that does what nobody wants.
 *
 * @param isExternal roles whose policies are in no template of the app
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
