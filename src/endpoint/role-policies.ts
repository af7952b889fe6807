import { createHash } from 'node:crypto';
import { Lazy, Stack, Token, Tokenization } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acknowledgeWildcards } from './acknowledgements';
import { LIMITS } from '../facts/limits';

/** Settings for policies. */
interface RolePoliciesRequest {
  readonly role: iam.IRole;
  readonly description: string;
  /** Characters that a reference of CloudFormation to a name or an ARN takes at most in them. */
  readonly referenceCharacters: number;
  /** Called for every policy that is created. */
  readonly onPolicy?: () => void;
}

/** One policy and what it holds so far. */
interface Page {
  readonly policy: iam.ManagedPolicy;
  readonly statements: iam.PolicyStatement[];
  characters: number;
  /** Added since the characters were counted, with tokens unresolved. */
  uncounted: unknown[];
  /** The most that these can take. */
  reserved: number;
}

/** `{"Version":"2012-10-17","Statement":[]}` */
const ENVELOPE = 40;

/** Characters reserved for each unresolved token. */
const TOKEN_CHARACTERS = 600;

/**
 * Managed policies of an endpoint that are attached to its role, whoever made the role.
 *
 * A policy is never narrowed in place: its logical id ends in a hash of what it says, so that CloudFormation makes the new one before the endpoint is updated and removes
 * the old one after it. The fleet that runs, and the one that a rollback starts again, can read all the while what they are made of. The policies are the endpoint's and
 * not the role's, so that a role of another stack does not come to wait for this one.
 *
 * Statements that differ in resources, or in the values of one condition, are joined, and a policy that is full is followed by the next.
 */
export class RolePolicies {
  private readonly pages: Page[] = [];
  private isRefused = false;

  public constructor(private readonly scope: Construct, private readonly id: string, private readonly request: RolePoliciesRequest) {}

  /** Adds a statement. Gives the policy that holds it; undefined for a role that takes none. */
  public add(statement: iam.PolicyStatement): iam.ManagedPolicy | undefined {
    const known = this.pages.find((page) => page.statements.some((each) => join(each, statement)?.isContained));
    if (known) {
      return known.policy;
    }
    const last = this.pages[this.pages.length - 1];
    const joined = last?.statements.map((each) => join(each, statement)).find((each) => each !== undefined);
    if (last && joined && this.hasRoom(last, joined.added)) {
      joined.apply();
      acknowledgeWildcards(last.policy, statement);
      return last.policy;
    }
    const added = statement.toStatementJson();
    const page = last && !joined && this.hasRoom(last, added) ? last : this.open(added);
    if (page) {
      const own = statement.copy();
      page.statements.push(own);
      page.policy.addStatements(own);
      acknowledgeWildcards(page.policy, statement);
    }
    return page?.policy;
  }

  private open(added: unknown): Page | undefined {
    if (this.isRefused) {
      return undefined;
    }
    const { role, description, onPolicy } = this.request;
    const id = this.pages.length === 0 ? this.id : `${this.id}${this.pages.length + 1}`;
    const policy = new iam.ManagedPolicy(this.scope, id, { description });
    if (iam.Role.isRole(role)) {
      policy.attachToRole(role);
    } else {
      // One that was imported attaches it to itself unless it must not be changed.
      role.addManagedPolicy(policy);
    }
    const resource = policy.node.defaultChild as iam.CfnManagedPolicy;
    const stack = Stack.of(policy);
    if (!iam.Role.isRole(role) && stack.resolve(resource.roles) === undefined) {
      this.isRefused = true;
      this.scope.node.tryRemoveChild(id);
      return undefined;
    }
    resource.overrideLogicalId(hashedId(stack.getLogicalId(resource), () => stack.resolve([policy.document, role.roleName])));
    const page: Page = { policy, statements: [], characters: ENVELOPE, uncounted: [added], reserved: mostCharactersOf(added) };
    this.pages.push(page);
    onPolicy?.();
    return page;
  }

  /** Reserves room for what is added to a page. Tokens are resolved, which is slow, only once there are enough of them to fill the page. */
  private hasRoom(page: Page, added: unknown): boolean {
    const reserved = page.reserved + mostCharactersOf(added);
    const uncounted = [...page.uncounted, added];
    if (page.characters + reserved <= LIMITS.managedPolicyCharacters) {
      Object.assign(page, { uncounted, reserved });
      return true;
    }
    const resolved: unknown[] = Stack.of(this.scope).resolve(uncounted);
    const characters = resolved.reduce<number>((sum, each) => sum + charactersOf(each, this.request.referenceCharacters) + 1, page.characters);
    if (characters > LIMITS.managedPolicyCharacters) {
      return false;
    }
    Object.assign(page, { characters, uncounted: [], reserved: 0 });
    return true;
  }
}

/** The most characters that an unresolved value can take as JSON with a comma, if no token hides more than its reserve. */
export function mostCharactersOf(value: unknown): number {
  if (typeof value === 'string') {
    return JSON.stringify(value).length + 1 + (value.split('Token[').length - 1) * TOKEN_CHARACTERS;
  }
  if (typeof value !== 'object' || value === null) {
    return Token.isUnresolved(value) ? TOKEN_CHARACTERS : String(value).length + 1;
  }
  return Tokenization.isResolvable(value) ? TOKEN_CHARACTERS
    : Object.entries(value).reduce((sum, [key, each]) => sum + mostCharactersOf(key) + mostCharactersOf(each), 3);
}

/** How one statement can take in another. */
interface Joined {
  /** What comes anew, as it is written. */
  readonly added: unknown;
  readonly isContained: boolean;
  readonly apply: () => void;
}

/** How `into` can take in `statement`, so that it allows what both did and nothing else; undefined when it cannot. */
function join(into: iam.PolicyStatement, statement: iam.PolicyStatement): Joined | undefined {
  if (!isPlain(into) || !isPlain(statement) || !isSame(into.actions, statement.actions)) {
    return undefined;
  }
  const resources = statement.resources.filter((resource) => !into.resources.includes(resource));
  if (JSON.stringify(into.conditions) === JSON.stringify(statement.conditions)) {
    return { added: resources, isContained: resources.length === 0, apply: () => into.addResources(...resources) };
  }
  const [ours, theirs] = [only(into.conditions), only(statement.conditions)];
  if (!isSame(into.resources, statement.resources) || !ours || !theirs || ours.operator !== theirs.operator || ours.key !== theirs.key) {
    return undefined;
  }
  const values = theirs.values.filter((value) => !ours.values.includes(value));
  return {
    added: values, isContained: values.length === 0, apply: () => into.addCondition(ours.operator, { [ours.key]: [...ours.values, ...values] }),
  };
}

/** Allows actions on resources, and says nothing else. */
function isPlain(statement: iam.PolicyStatement): boolean {
  return statement.effect === iam.Effect.ALLOW && statement.sid === undefined && statement.actions.length > 0 && statement.resources.length > 0
    && statement.notActions.length === 0 && statement.notResources.length === 0;
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((each) => others.includes(each));
}

/** The one condition of a statement, whose values are alternatives; undefined when it has another number of them. */
function only(conditions: any): { readonly operator: string; readonly key: string; readonly values: readonly unknown[] } | undefined {
  const all = Object.entries<any>(conditions ?? {}).flatMap(([operator, keys]) => Object.entries<any>(keys).map(([key, values]) => ({
    operator, key, values: Array.isArray(values) ? values : [values],
  })));
  return all.length === 1 ? all[0] : undefined;
}

/** Characters of a resolved value as JSON, with references as long as they can get. */
function charactersOf(value: any, reference: number): number {
  if (Array.isArray(value)) {
    return value.reduce((sum, each) => sum + charactersOf(each, reference) + 1, 1);
  }
  if (typeof value !== 'object' || value === null) {
    return JSON.stringify(value)?.length ?? 0;
  }
  const entries = Object.entries<any>(value);
  const [name, argument] = entries[0] ?? ['', ''];
  if (entries.length === 1 && name === 'Fn::Join') {
    return argument[1].reduce((sum: number, each: any) => sum + charactersOf(each, reference) - (typeof each === 'string' ? 2 : 0), 2);
  }
  if (entries.length === 1 && (name === 'Ref' || name.startsWith('Fn::'))) {
    // Pseudo parameters are shorter than anything else: regions, accounts, partitions.
    return String(argument).startsWith('AWS::') ? 16 : name === 'Fn::Select' ? 36 : reference;
  }
  return entries.reduce((sum, [key, each]) => sum + key.length + 4 + charactersOf(each, reference), 1);
}

/**
 * A logical id that ends in a hash of the resource's content.
 *
 * The CDK asks for it at each mention of the resource, first to find references (a hash has none) and then to write templates. Nothing changes after the first, so that
 * one hash serves the second.
 */
function hashedId(logicalId: string, contentOf: () => unknown): string {
  let isSettled = false;
  let hash: string | undefined;
  return Lazy.uncachedString({
    produce: ({ preparing }) => {
      if (preparing) {
        isSettled = true;
        hash = undefined;
        return logicalId;
      }
      hash = isSettled && hash !== undefined ? hash : hashOf(contentOf());
      return logicalId + hash;
    },
  });
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 8).toUpperCase();
}
