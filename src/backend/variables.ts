/** Container variables and the props that they come from. */
export class Variables {
  public readonly environment: { [name: string]: string } = {};
  public readonly props: { [name: string]: string } = {};
  private readonly defaulted = new Set<string>();

  /** Sets a variable that comes from the user's props, unless the value is missing. */
  public set(name: string, value: string | undefined | null, prop: string): void {
    if (value !== undefined && value !== null) {
      this.environment[name] = value;
      this.props[name] = prop;
      this.defaulted.delete(name);
    }
  }

  /** Sets a default, which the user may replace. */
  public setDefault(name: string, value: string | undefined, prop: string): void {
    this.set(name, value, prop);
    if (value !== undefined) {
      this.defaulted.add(name);
    }
  }

  /** Names of the variables that are defaults. */
  public get defaults(): string[] {
    return [...this.defaulted];
  }
}
