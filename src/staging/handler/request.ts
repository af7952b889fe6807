import { createHash } from 'node:crypto';

/** A file that comes with the stack: its content, or where it was published. */
export interface AddedFile {
  readonly Path: string;
  readonly Content?: string;
  readonly Bucket?: string;
  readonly Key?: string;
}

/** What the construct asks for, as CloudFormation passes it on. */
interface StagingProperties {
  readonly ModelId: string;
  readonly Revision: string;
  readonly Bucket: string;
  /** Key prefix with its slash, or nothing. */
  readonly Root: string;
  /** Name of the choice of files, which tells apart different choices at the same commit. */
  readonly Selection: string;
  readonly Include: readonly string[];
  readonly Exclude?: readonly string[];
  readonly DefaultSelection: 'true' | 'false';
  /** Files next to those of the model, which they replace. */
  readonly Files?: readonly AddedFile[];
  readonly RemovalPolicy: 'retain' | 'destroy';
  readonly StateMachineArn: string;
}

/** A request of CloudFormation for a custom resource. */
export interface StagingRequest {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly ResponseURL: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties: StagingProperties;
}

/** Where the files of a model at a commit are, and what is noted about them. */
export class Place {
  /** The place of a physical id; undefined when the id names none, as after a request that failed early. */
  public static ofPhysicalId(id: string | undefined, { Bucket, Root, ModelId }: StagingProperties): Place | undefined {
    const start = `${Bucket}/${Root}${ModelId}/`;
    const rest = id?.startsWith(start) ? id.slice(start.length) : '';
    return /^[0-9a-f]{40}-[0-9a-f]+\/$/.test(rest) ? new Place(Bucket, Root, `${ModelId}/${rest}`) : undefined;
  }

  public static of(properties: StagingProperties, commit: string): Place {
    return new Place(properties.Bucket, properties.Root, `${properties.ModelId}/${commit}-${properties.Selection}/`);
  }

  private constructor(public readonly bucket: string, private readonly root: string, private readonly name: string) {}

  /** Of the files themselves. */
  public get prefix(): string {
    return `${this.root}${this.name}`;
  }

  public get physicalId(): string {
    return `${this.bucket}/${this.prefix}`;
  }

  /** Notes lie outside of the files, because SageMaker downloads all that is there. */
  public get notes(): string {
    return `${this.root}.staging/${this.name}`;
  }

  /** Written last: with it, the files are all there. */
  public get manifest(): string {
    return `${this.notes}manifest.json`;
  }

  public get plan(): string {
    return `${this.notes}plan.json`;
  }

  /** A mark for each resource that uses the files, so that none of them deletes what another one needs. */
  public get owners(): string {
    return `${this.notes}owners/`;
  }

  public owner(request: StagingRequest): string {
    return `${this.owners}${createHash('sha256').update(`${request.StackId} ${request.LogicalResourceId}`).digest('hex').slice(0, 32)}`;
  }
}
