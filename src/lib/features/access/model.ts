import type { ExitCode } from '../../base/exit-codes.js';
import type { ErrorReport } from '../../base/gcx-error.js';
import type { NeededPermission, Organization } from '../../clients/genesys/index.js';

/** Who the credentials are on both sides, whether that is who the file means, and what they may not do. */
export interface Access {
  readonly sandbox: boolean;
  /** The file that says who they should be; absent where there is none. */
  readonly file?: { readonly path: string; readonly environment: string };
  readonly genesys: GenesysAccess;
  readonly aws: AwsAccess;
  /** 0 where all is well, 5 where one side is not the file's, 3 where something is missing, else 1. */
  readonly exitCode: ExitCode;
}

/** A side that could not be asked. */
export interface AccessProblem {
  readonly report: ErrorReport;
  readonly exitCode: ExitCode;
}

/** The Genesys Cloud side. */
export interface GenesysAccess {
  readonly environment?: string;
  readonly organization?: Organization;
  /** The file's organization, where it is another. */
  readonly wanted?: string;
  readonly clientId?: string;
  readonly roles: readonly { readonly role: string; readonly division: string }[];
  readonly missing: readonly NeededPermission[];
  /** Permissions that cannot be checked without using them. */
  readonly unchecked: readonly NeededPermission[];
  readonly problem?: AccessProblem;
}

/** The AWS side. AWS tells what an identity may do only when it tries. */
export interface AwsAccess {
  readonly region: string;
  readonly account?: string;
  readonly arn?: string;
  /** The file's account, where it is another. */
  readonly wanted?: string;
  readonly problem?: AccessProblem;
}
