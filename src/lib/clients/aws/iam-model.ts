import type { JsonObject } from '../../base/json.js';
import type { Tags } from './tags-model.js';

/** An IAM role with its one inline policy of a name. */
export interface IamRole {
  readonly name: string;
  readonly arn: string;
  readonly trust?: JsonObject;
  /** ARN of its permissions boundary. */
  readonly boundary?: string;
  /** Document of each inline policy, by name. */
  readonly policies: Readonly<Record<string, JsonObject>>;
  readonly tags: Tags;
}

/** What may be asked of the policies of a user or role. */
export interface PolicyQuestion {
  /** ARN of a user or role: of a role's session, the role's. */
  readonly of: string;
  readonly actions: readonly string[];
  /** ARNs; each action is judged on each. */
  readonly on: readonly string[];
  /** Condition keys with their values, as they will be. */
  readonly context: Readonly<Record<string, string>>;
}

/** What IAM's simulator says of one action on one resource. */
export interface SimulatedDecision {
  readonly action: string;
  readonly resource: string;
  readonly allowed: boolean;
  /** Condition keys that the policies ask for and the question did not give: with them it could be otherwise. */
  readonly unknown: readonly string[];
}

/** AWS IAM as gcx uses it: the roles of processors, and what policies allow. */
export interface IamApi {
  /** Undefined where there is none. */
  role(name: string): Promise<IamRole | undefined>;
  /** The ARN of a role, with its path; undefined where there is none. */
  roleArn(name: string): Promise<string | undefined>;
  /** Asks IAM's simulator, which carries nothing out. */
  simulate(question: PolicyQuestion): Promise<readonly SimulatedDecision[]>;
  createRole(role: {
    readonly name: string;
    /** Begins and ends with a slash. */
    readonly path: string;
    readonly description: string;
    readonly trust: JsonObject;
    readonly boundary?: string;
    readonly tags: Tags;
  }): Promise<void>;
  /** The document of a role's inline policy; undefined where there is none, or no such role. */
  policy(role: string, policy: string): Promise<JsonObject | undefined>;
  putPolicy(role: string, policy: string, document: JsonObject): Promise<void>;
  /** gcx takes no boundary away: who named it keeps the right to. */
  setBoundary(role: string, boundary: string): Promise<void>;
  /** Nothing where the role has none. */
  removeBoundary(role: string): Promise<void>;
  setTrust(role: string, trust: JsonObject): Promise<void>;
  tag(role: string, tags: Tags, remove: readonly string[]): Promise<void>;
  /** With its inline policies; nothing where there is none. Refuses, with nothing deleted, where others attached policies. */
  deleteRole(name: string): Promise<void>;
}
