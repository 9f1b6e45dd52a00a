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

/** AWS IAM as gcx uses it: the roles of processors. */
export interface IamApi {
  /** Undefined where there is none. */
  role(name: string): Promise<IamRole | undefined>;
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
  setTrust(role: string, trust: JsonObject): Promise<void>;
  tag(role: string, tags: Tags, remove: readonly string[]): Promise<void>;
  /** With its inline policies; nothing where there is none. Refuses, with nothing deleted, where others attached policies. */
  deleteRole(name: string): Promise<void>;
}
