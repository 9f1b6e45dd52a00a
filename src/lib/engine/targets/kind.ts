import type { JsonObject } from '../../base/json.js';
import type { ApiDestination, HttpConnection } from '../../clients/aws/http-model.js';
import type { LogGroup } from '../../clients/aws/logs-model.js';
import type { Aws } from '../../clients/aws/model.js';
import type { RuleTarget } from '../../clients/aws/rule-model.js';
import type {
  Config,
  Provenance,
  QueueSelector,
  Route,
  SnsTarget,
  SqsTarget,
  Subscriber,
  Target,
  TargetCommon,
} from '../../language/config/model.js';
import type { EventFormat } from '../../language/events/index.js';
import type { ArnParts } from '../../language/names/arn.js';
import type { EndpointNaming } from '../../language/names/http-names.js';
import type { Declared } from './declared.js';
import type { SendWay } from './send-ways.js';

/** What of the file the ARNs and names of targets are made of. */
export type TargetScope = Pick<Config, 'aws' | 'targets' | 'routes' | 'file' | 'project' | 'environment'>;

/** A target of one route, `{eventType}` filled in. */
export interface ExpandedTarget {
  /** The target's name in the file, or `NAME/SHORT-NAME` where it is one of several. */
  readonly name: string;
  readonly target: Target;
  readonly arn: string;
  /** The only event type that goes there; undefined: all of the route's. */
  readonly eventType?: string;
  /** Name of the SNS topic, filled in; undefined for other kinds. */
  readonly topicName?: string;
}

/** What expanding a target takes of its route. */
export type ExpandedRoute = Pick<Route, 'name' | 'events' | 'targets' | 'format'>;

/** Short names of event types. */
export interface EventTypeNames {
  /** By template; `format`: where it is not `partner`. */
  eventType(template: string, format?: EventFormat): { readonly name: string };
}

/** Where a dead letter goes back to. */
export type WayBack =
  | {
      readonly kind: SendWay;
      readonly arn: string;
      /** Of a FIFO queue: the message group as the file says it, a word or a path into the event. Absent: it has none. */
      readonly messageGroup?: string;
    }
  /** It stays where it is. */
  | { readonly kind: 'none'; readonly why: string };

/** A target of live rules, as an export finds it. */
export interface FoundTarget {
  /** What the target says whatever its kind. */
  readonly common: TargetCommon;
  readonly arn: string;
  readonly parts: ArnParts;
  readonly provenance: Provenance;
  /** Name with `{eventType}` where it stands for several topics. */
  readonly lane?: string;
  readonly messageGroup?: string;
  /** Path to the partition key. */
  readonly partitionKey?: string;
  readonly http?: RuleTarget['http'];
  readonly parameters?: RuleTarget['parameters'];
  /** What is behind an HTTPS endpoint. */
  readonly endpoint?: {
    readonly destination: ApiDestination;
    readonly connection: HttpConnection;
    /** Names that the file says, as gcx would give others. */
    readonly names: Pick<EndpointNaming, 'destinationName' | 'connectionName'>;
    /** The variable for the secret of the connection. */
    readonly secret: string;
  };
  /** Those that gcx made of the topic that it is. */
  readonly subscribers: readonly Subscriber[];
  /** Of an SNS topic that gcx made, what it asked for. */
  readonly topic?: Pick<SnsTarget, 'key'>;
  /** Of an SQS queue that gcx made, what it asked for. */
  readonly queue?: Pick<SqsTarget, 'key' | 'settings'>;
  /** The log group that it is, where gcx made it. */
  readonly logGroup?: Pick<LogGroup, 'retentionDays' | 'key'>;
}

/** A way to name a target of the kind in a new file: an answer of the wizard, and a form of `--target`. */
export interface TargetChoice {
  /** What `--target` begins with: `WORD:NAME`, or an ARN as it is. */
  readonly word: string;
  /** As the wizard offers it, e.g. `a new SQS queue`. */
  readonly offered: string;
  readonly description: string;
  /** What it is told by. */
  readonly by: 'name' | 'arn' | 'url';
  /** Whether gcx makes it; such ones are offered first. */
  readonly makes: boolean;
  /** The name that is offered in a project. Absent: none. */
  standard?(project: string): string;
  /** Names of those that there are in the account. Absent: what is named so is not listed. */
  existing?(aws: Aws): Promise<readonly string[]>;
  /** The IAM action that {@link existing} takes, on all of the account, and what it lists. */
  readonly listedBy?: { readonly action: string; readonly things: string };
  /** The file with code of the person's own that one of a name needs, as the file names it. Absent: it needs none. */
  handler?(name: string): string;
  /** What gets what one of it gets, and can be named beside it. Absent: it hands nothing on. */
  readonly subscribers?: true;
  /** What it is called, which its name in the file is made of. Absent: as it is told. */
  nameOf?(text: string): string;
  /** What is asked next about it; undefined: nothing more. The answer is put behind the text, as `,WORD=ANSWER`. Absent: nothing is asked. */
  next?(text: string): TargetDetail | undefined;
  /** What the file says of it; what was not answered yet is as suggested. */
  inFile(text: string): JsonObject;
  /** The text that makes what the file says of it; undefined: it is not of this choice. Absent: its first text. */
  textOf?(inFile: JsonObject): string | undefined;
}

/** What is asked about a target beside its name. */
export interface TargetDetail {
  /** As `--target` says it: `,WORD=ANSWER`. */
  readonly word: string;
  readonly question: string;
  /** The answer that is suggested. */
  readonly standard: string;
  /** True: `--target` may leave it out, and it is as suggested. */
  readonly optional?: true;
  /** What is to choose from. Absent: it is typed. */
  readonly offered?: readonly { readonly value: string; readonly name: string }[];
}

/** How targets of a kind are drawn, and what they are called there. */
export interface TargetDrawing {
  /** Of its box: `stadium` hands on, `cylinder` keeps, `hexagon` runs code, `box` for whatever else. */
  readonly shape: 'stadium' | 'cylinder' | 'hexagon' | 'box';
  /** One of them, e.g. `SNS topic`. */
  readonly one: string;
  /** All of them, where a page offers to show these alone. Absent: it does not. */
  readonly all?: string;
}

/** A target in words. */
export interface TargetWords {
  /** `SNS topic`, `Lambda function`, `states`. */
  readonly what: string;
  readonly called: string;
}

/** All that gcx knows of a kind of target beyond what the file may say of it, which stands in language/config. */
export interface TargetKind<T extends Target = Target> {
  readonly kind: T['kind'];

  // What rules send to.
  /** Of what the rules send to; of a topic for each event type, with the placeholder. */
  arn(target: T, scope: TargetScope): string;
  /** What it is for one route. Absent: one thing, {@link arn}. Throws GcxError where AWS takes no such name. */
  expand?(
    target: T,
    scope: TargetScope,
    route: ExpandedRoute,
    names: EventTypeNames,
  ): readonly ExpandedTarget[];
  /** The rule target's parameters that only this kind has. Absent: none. */
  parameters?(target: T): Pick<RuleTarget, 'messageGroup' | 'partitionKey' | 'http' | 'parameters'>;
  /** IAM actions that EventBridge's role takes there; gcx makes a role where the target names none. Absent: it takes no role, or one of the file's. */
  readonly roleActions?: readonly string[];
  /** What the role may do that on. Absent: {@link arn}. */
  roleResource?(target: T, scope: TargetScope): string;
  /** Name of the SQS queue of its own for what could not be delivered or handled. Absent: it has none. */
  ownDeadLetterQueue?(target: T, scope: TargetScope): string;
  /** Whether an event that comes twice is handled once. Absent: it is not. */
  handlesOnce?(target: T): boolean;
  /** The queues whose events it handles. Absent, or undefined: all that its routes send. */
  onlyQueues?(target: T): readonly QueueSelector[] | undefined;
  /** Who receives what it gets. Absent: it hands nothing on. */
  subscribers?(target: T): readonly Subscriber[];

  // What gcx keeps of it on AWS.
  /** The things that it speaks of, which are read and planned. Absent: none, others look after them. */
  declared?(target: T, scope: DeclaredScope): Partial<Declared>;

  // For people.
  /** What it is, and what it is called on AWS; of a processor the file of its handler. */
  inWords(target: T): TargetWords;
  readonly drawing: TargetDrawing;

  // The file.
  /** What the file says of it beside what every target may say, by key. */
  inFile(target: T, scope: TargetScope): JsonObject;
  /** What an export says above it, as a comment. Absent: nothing. */
  remark?(target: T): string | undefined;
  /** Names of the targets that it names. Absent: none. */
  mentions?(target: T): readonly string[];
  /** Ways to name one in a new file; empty: none. */
  readonly choices: readonly TargetChoice[];

  // Live rules.
  /** Whether a live rule's target of an ARN is written as one of this kind. */
  isOf(parts: ArnParts): boolean;
  /** Its name in the file, as far as the file takes it. */
  nameOf(parts: ArnParts): string;
  /** The target in an export. Undefined: an export never makes one. */
  read(found: FoundTarget): T | undefined;

  // Dead letters.
  /** Whether it stands for the thing of an ARN. Absent: where it is {@link arn}. */
  isAt?(target: T, scope: TargetScope, arn: string): boolean;
  /** Where what could not be delivered to one of its things goes back to. */
  wayBack(target: T, arn: string): WayBack;
}

/** What the things of a target are listed from. */
export interface DeclaredScope {
  readonly config: Config;
  readonly names: EventTypeNames;
}
