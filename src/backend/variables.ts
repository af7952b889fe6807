/** Container variables with the props that they come from. */
export class Variables {
  public readonly environment: { [name: string]: string } = {};
  public readonly props: { [name: string]: string } = {};

  /** Sets a variable, unless there is nothing to set. */
  public set(name: string, value: string | undefined | null, prop: string): void {
    if (value !== undefined && value !== null) {
      this.environment[name] = value;
      this.props[name] = prop;
    }
  }
}
