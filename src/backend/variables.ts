/** Container variables with the props that they come from. */
export class Variables {
  public readonly environment: { [name: string]: string } = {};
  public readonly props: { [name: string]: string } = {};
  private readonly defaulted = new Set<string>();

  /** Sets a variable that follows from what the user passed, unless there is nothing to set. */
  public set(name: string, value: string | undefined | null, prop: string): void {
    if (value !== undefined && value !== null) {
      this.environment[name] = value;
      this.props[name] = prop;
      this.defaulted.delete(name);
    }
  }

  /** Sets a variable that the user did not ask for, and may replace. */
  public setDefault(name: string, value: string | undefined, prop: string): void {
    this.set(name, value, prop);
    if (value !== undefined) {
      this.defaulted.add(name);
    }
  }

  /** The names of the variables that the user did not ask for. */
  public get defaults(): string[] {
    return [...this.defaulted];
  }
}
