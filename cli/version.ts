/** Version of this package; the build puts it in. */
declare const COMMAND_VERSION: string | undefined;

export const VERSION = typeof COMMAND_VERSION === 'undefined' ? '0.0.0' : COMMAND_VERSION;
