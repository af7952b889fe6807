/** Version of this package, inserted by the build. */
declare const COMMAND_VERSION: string | undefined;

export const VERSION = typeof COMMAND_VERSION === 'undefined' ? '0.0.0' : COMMAND_VERSION;
