import type { Right } from '../../engine/kinds/index.js';

/** What somebody is to do with gcx: only look, or change the pipe as well. */
export type RoleOfUse = 'read' | 'write';

/** Commands whose rights are not part of either role, and are asked for by name. */
export const EXTRA_COMMANDS = [
  'adopt',
  'redrive',
  'release',
  'replay',
  'tail',
  'processor dev',
  'processor logs',
] as const;

/** A command whose rights are asked for by name. */
export type ExtraCommand = (typeof EXTRA_COMMANDS)[number];

/** A right at AWS, and for what part of gcx it is. */
export interface NeededRight extends Right {
  /** What needs it: a kind of resource as people call it, or a command. */
  readonly of: string;
}

/** A permission of a role in Genesys Cloud, or an OAuth scope, with the reason. */
export interface NeededGenesys {
  /** `domain:entity:action`; of a scope, as Genesys Cloud names it. */
  readonly permission: string;
  /** To follow "to". */
  readonly why: string;
  /** What gcx does not do without it, a sentence. Absent: gcx does not work without it. */
  readonly without?: string;
}

/** Entries in two lists. */
export interface TwoLists<T> {
  /** Without any of them, gcx does not do its work. */
  readonly required: readonly T[];
  /** Without one of them, it works and says what it could not do. */
  readonly better: readonly T[];
}

/** What a file needs to be allowed, on both sides. */
export interface NeededPermissions {
  readonly file: string;
  readonly project: string;
  readonly environment: string;
  readonly role: RoleOfUse;
  readonly commands: readonly ExtraCommand[];
  readonly aws: TwoLists<NeededRight> & {
    readonly account: string;
    readonly region: string;
    /** ARN of the permissions boundary that the file names. */
    readonly boundary?: string;
    /** Whether gcx makes roles, which a boundary should hold. */
    readonly makesRoles: boolean;
  };
  readonly genesys: TwoLists<NeededGenesys> & {
    readonly environment: string;
    readonly organization: string;
    /** Divisions that the file's queue selectors name. */
    readonly divisions: readonly string[];
    /** Whether queues are chosen without a division: then it has to be every division that has such a queue. */
    readonly anyDivision: boolean;
    /** OAuth scopes, for tokens that have scopes (those of people; a client of Client Credentials has none). */
    readonly scopes: readonly string[];
  };
}
