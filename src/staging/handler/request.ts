import { createHash } from 'node:crypto';

/** A file from the stack: its content, or the location where it was published. */
export interface AddedFile {
  readonly Path: string;
  readonly Content?: string;
  readonly Bucket?: string;
  readonly Key?: string;
}

/** Properties of the custom resource, as CloudFormation passes them on. */
interface StagingProperties {
  readonly ModelId: string;
  readonly Revision: string;
  readonly Bucket: string;
  /** Key prefix with a trailing slash, or an empty string. */
  readonly Root: string;
  /** Name of the selection of files, which distinguishes selections at the same commit. */
  readonly Selection: string;
  readonly Include: readonly string[];
  readonly Exclude?: readonly string[];
  readonly DefaultSelection: 'true' | 'false';
  /** Additional files, which replace files of the model with the same path. */
  readonly Files?: readonly AddedFile[];
  readonly RemovalPolicy: 'retain' | 'destroy';
  readonly StateMachineArn: string;
}

/** A request from CloudFormation for a custom resource. */
export interface StagingRequest {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly ResponseURL: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties: StagingProperties;
}

/** Location of the files of a model at a commit, and of the records about them. */
export class Place {
  /** The location in a physical id; undefined if the id contains none, as after a request that failed early. */
  public static ofPhysicalId(id: string | undefined, { Bucket, Root, ModelId }: StagingProperties): Place | undefined {
    const start = `${Bucket}/${Root}${ModelId}/`;
    const rest = id?.startsWith(start) ? id.slice(start.length) : '';
    return /^[0-9a-f]{40}-[0-9a-f]+\/$/.test(rest) ? new Place(Bucket, Root, `${ModelId}/${rest}`) : undefined;
  }

  public static of(properties: StagingProperties, commit: string): Place {
    return new Place(properties.Bucket, properties.Root, `${properties.ModelId}/${commit}-${properties.Selection}/`);
  }

  private constructor(public readonly bucket: string, private readonly root: string, private readonly name: string) {}

  /** Prefix of the files themselves. */
  public get prefix(): string {
    return `${this.root}${this.name}`;
  }

  public get physicalId(): string {
    return `${this.bucket}/${this.prefix}`;
  }

  /** Records are stored outside this prefix, because SageMaker downloads everything under it. */
  public get notes(): string {
    return `${this.root}.staging/${this.name}`;
  }

  /** Written last: if it exists, all files do. */
  public get manifest(): string {
    return `${this.notes}manifest.json`;
  }

  public get plan(): string {
    return `${this.notes}plan.json`;
  }

  /** A marker for each resource that uses the files, so that none deletes what another one needs. */
  public get owners(): string {
    return `${this.notes}owners/`;
  }

  public owner(request: StagingRequest): string {
    return `${this.owners}${createHash('sha256').update(`${request.StackId} ${request.LogicalResourceId}`).digest('hex').slice(0, 32)}`;
  }
}
