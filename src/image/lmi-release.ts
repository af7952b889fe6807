/**
 * What a version of the LMI containers is called; `LmiVersion` is the only one.
 *
 * In C#, a class cannot declare a member with its own name, so `lmiVersion` cannot be a member of `LmiVersion`.
 */
export abstract class LmiRelease {
  /** The LMI version, such as `V8`. */
  public readonly lmiVersion: string;
  /** The version of DJL Serving in it, such as `0.26.0`. */
  public readonly djlVersion: string;

  /**
   * @param lmiVersion the LMI version
   * @param djlVersion the version of DJL Serving in it
   */
  protected constructor(lmiVersion: string, djlVersion: string) {
    this.lmiVersion = lmiVersion;
    this.djlVersion = djlVersion;
  }
}
