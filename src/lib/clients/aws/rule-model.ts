import type { JsonObject } from '../../base/json.js';

/** A target of an EventBridge rule, in gcx's own words; a deterministic function of the file. */
export interface RuleTarget {
  /**
   * 1 to 64 characters of `[.\-_A-Za-z0-9]`. From the live rule where it has a target of the same ARN, or where it has no
   * room beside a target that leaves, whose id it takes then; else from the target's name.
   */
  readonly id: string;
  /** Name of the target in the file; with `{eventType}` expanded, `NAME/SHORT-NAME`. Undefined for a live target that is not of the file. */
  readonly target?: string;
  readonly arn: string;
  readonly roleArn?: string;
  readonly deadLetterArn?: string;
  readonly retry?: { readonly maxAgeSeconds?: number; readonly attempts?: number };
  readonly input?:
    | {
        readonly kind: 'template';
        readonly template: string;
        readonly paths: Readonly<Record<string, string>>;
      }
    | { readonly kind: 'path'; readonly path: string }
    | { readonly kind: 'constant'; readonly json: string };
  readonly messageGroup?: string;
  /** Path into the event, of a Kinesis stream: its value is the partition key. */
  readonly partitionKey?: string;
  /** Of an API destination: what EventBridge fills into its address, and adds to it. Values that begin with `$` are paths into the event. */
  readonly http?: {
    /** One for each `*` in the address, in their order. */
    readonly path: readonly string[];
    readonly headers: Readonly<Record<string, string>>;
    readonly query: Readonly<Record<string, string>>;
  };
  /** What only targets of some services take, by AWS's names, e.g. `EcsParameters`; without what is AWS's default. */
  readonly parameters?: JsonObject;
  /** Only of a live target: settings that gcx does not keep, by AWS's name. Absent: none. */
  readonly unmanaged?: readonly string[];
}
