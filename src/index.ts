export { LmiError } from './lmi-error';
