/** An error or warning, with the name of the setting as the user wrote it. */
export interface Finding {
  readonly level: 'error' | 'warning';
  readonly name: string;
  readonly message: string;
}

/** A warning. */
export function doubt(name: string, message: string): Finding {
  return { level: 'warning', name, message };
}
