import { canonicalJson, type JsonValue } from '../../base/json.js';
import { ownValue } from '../../base/own-value.js';
import type { RuleTarget } from '../../clients/aws/rule-model.js';
import type { Tags } from '../../clients/aws/tags-model.js';
import {
  deadLettersIn,
  isOurs,
  isProtected,
  liveSettings,
  markOf,
  ownSubscriptions,
  settingsAsked,
  TagKey,
  topicKeyAsked,
} from '../../engine/kinds/index.js';
import type { FoundTarget } from '../../engine/targets/kind.js';
import { nameOfFound, readTarget } from '../../engine/targets/list.js';
import { possibleSenderRoles } from '../../engine/targets/sender-roles.js';
import { filterOfPolicy } from '../../engine/targets/subscriber-filter.js';
import { NameRules } from '../../language/config/index.js';
import type {
  Config,
  Provenance,
  SnsTarget,
  SqsTarget,
  Subscriber,
  Target,
  TargetCommon,
} from '../../language/config/model.js';
import { parseArn } from '../../language/names/arn.js';
import { EVENT_TYPE_PLACEHOLDER } from '../../language/names/event-type-topics.js';
import { httpName, shortHttpName } from '../../language/names/http-names.js';
import type { FoundEndpoint } from './found-endpoint.js';
import type { BusContent } from './model.js';
import { unusedName } from './route-names.js';

/** How the targets of live rules become those of a file. */
export interface TargetBookOptions {
  readonly config: Config;
  readonly content: Pick<BusContent, 'topics' | 'queues' | 'endpoints' | 'logGroups'>;
  /** ARN of a topic that is one for each event type → its name with `{eventType}`. */
  readonly lanes: ReadonlyMap<string, string>;
  /** Whether topics, SQS queues, log groups and HTTPS endpoints that people made become those of the file, to be adopted. */
  readonly create: boolean;
}

type Settings = Omit<RuleTarget, 'id' | 'target' | 'unmanaged'>;

interface Entry {
  readonly name: string;
  readonly settings: Settings;
  /** Name with `{eventType}` where it stands for several topics. */
  readonly lane: string | undefined;
}

/** Gives the targets of live rules names, each way of sending to an ARN one. */
export class TargetBook {
  private readonly entries = new Map<string, Entry>();
  /** By connection the variable for its secret. */
  private readonly secrets = new Map<string, string>();
  private readonly options: TargetBookOptions;

  constructor(options: TargetBookOptions) {
    this.options = options;
  }

  /** The name of a rule's target in the file. */
  nameOf(target: RuleTarget): string {
    const { id: _id, target: _target, unmanaged: _unmanaged, ...settings } = target;
    const name = this.entry(settings).name;
    if (target.deadLetterArn !== undefined) this.nameOfArn(target.deadLetterArn);
    return name;
  }

  /** All targets that were named, and those that they speak of. */
  targets(): Readonly<Record<string, Target>> {
    // Subscribers and queues may name further targets, and these others again: a map gives what is added while it is read.
    for (const { settings } of this.entries.values()) {
      this.subscribersOf(settings.arn);
      if (this.provenanceOf(settings.arn) === 'create') this.queueOf(settings.arn);
    }
    return Object.fromEntries([...this.entries.values()].map((entry) => [entry.name, this.targetOf(entry)]));
  }

  /** The name of any target of an ARN, for what only points at it; a plain one where there is none. */
  private nameOfArn(arn: string): string {
    const there = [...this.entries.values()].filter(({ settings }) => settings.arn === arn);
    const plain = there.find(({ settings }) => Object.keys(settings).length === 1);
    return (plain ?? there[0] ?? this.entry({ arn })).name;
  }

  private entry(settings: Settings): Entry {
    // Topics with a role are said one by one: gcx makes none that takes a role.
    const lane = settings.roleArn === undefined ? this.options.lanes.get(settings.arn) : undefined;
    const { arn, ...rest } = settings;
    const key = `${lane ?? arn} ${canonicalJson(withPlainConstant(rest))}`;
    const known = this.entries.get(key);
    if (known !== undefined) return known;
    const used = new Set([...this.entries.values()].map(({ name }) => name));
    const base =
      lane?.replaceAll(EVENT_TYPE_PLACEHOLDER, 'by-type') ?? this.endpointName(arn) ?? nameOfFound(arn);
    const name = unusedName(base, used, NameRules.target.max, 'target');
    const entry = { name, settings, lane };
    this.entries.set(key, entry);
    return entry;
  }

  private targetOf({ name, settings, lane }: Entry): Target {
    const { arn, deadLetterArn, retry, input, roleArn, messageGroup, partitionKey, http, parameters } =
      settings;
    const endpoint = this.endpointOf(arn, name);
    // What gcx makes lets rules in by its policy and takes no role.
    const provenance =
      roleArn !== undefined ? 'existing' : lane === undefined ? this.provenanceOf(arn) : 'create';
    const common: TargetCommon = {
      name,
      ...(deadLetterArn === undefined ? {} : { deadLetter: this.nameOfArn(deadLetterArn) }),
      ...(retry === undefined ? {} : { retry }),
      ...(input === undefined ? {} : { input }),
      ...(roleArn === undefined || this.isMade(roleArn) ? {} : { role: roleArn }),
      ...(provenance === 'create' && this.isProtected(arn) ? { protect: true } : {}),
    };
    return readTarget({
      common,
      arn,
      provenance,
      ...(lane === undefined ? {} : { lane }),
      ...(messageGroup === undefined ? {} : { messageGroup }),
      ...(partitionKey === undefined ? {} : { partitionKey }),
      ...(endpoint === undefined ? {} : { endpoint }),
      ...(http === undefined ? {} : { http }),
      ...(parameters === undefined ? {} : { parameters }),
      subscribers: this.subscribersOf(arn),
      ...(provenance === 'create'
        ? { queue: this.queueOf(arn), topic: this.topicOf(arn), ...this.logGroupOf(arn) }
        : {}),
    });
  }

  /** Targets that are written by the ARN of an API destination, each with why. */
  byArn(targets: Readonly<Record<string, Target>>): ReadonlyMap<string, string> {
    return new Map(
      [...this.entries.values()].flatMap(({ name, settings: { arn } }) => {
        const found = this.options.content.endpoints?.get(arn);
        if (found === undefined || ownValue(targets, name)?.kind !== 'arn') return [];
        return [[name, this.whyByArn(arn, found)] as const];
      }),
    );
  }

  private whyByArn(arn: string, found: FoundEndpoint): string {
    if (found.kind === 'kept') return `by ARN: ${found.why}`;
    if (!this.isAlone(arn))
      return 'by ARN: rules send there in several ways, such as with other headers or another role';
    if (found.kind === 'free' && !this.options.create)
      return `gcx did not make API destination ${found.destination.name}: export --create writes it as http, to be adopted`;
    return 'by ARN: its rule fills in other parts of the address than it has';
  }

  /** What a target is called that is an HTTPS endpoint: as it was called, or as its name says without the project's. */
  private endpointName(arn: string): string | undefined {
    const found = this.options.content.endpoints?.get(arn);
    if (found === undefined || found.kind === 'kept') return undefined;
    return found.target ?? shortHttpName(this.options.config, found.destination.name);
  }

  /** What is behind an HTTPS endpoint that the file says as one: gcx's, or what is to be adopted. */
  private endpointOf(arn: string, target: string): FoundTarget['endpoint'] {
    const { config, content, create } = this.options;
    const found = content.endpoints?.get(arn);
    if (found === undefined || found.kind === 'kept' || !this.isAlone(arn)) return undefined;
    if (found.kind === 'free' && !create) return undefined;
    const { destination, connection } = found;
    const isNamed = destination.name !== httpName(config, target);
    return {
      destination,
      connection,
      names: {
        ...(isNamed ? { destinationName: destination.name } : {}),
        ...(connection.name === destination.name ? {} : { connectionName: connection.name }),
      },
      secret: this.secretOf(connection.name),
    };
  }

  /** The variable for the secret of a connection: each has its own, which all that call by it share. */
  private secretOf(connection: string): string {
    const known = this.secrets.get(connection);
    if (known !== undefined) return known;
    const short = shortHttpName(this.options.config, connection) ?? connection;
    const base = `${short.toUpperCase().replace(/[^A-Z0-9]+/g, '_')}_SECRET`.replace(/^(?=\d)/, '_');
    const used = new Set(this.secrets.values());
    let name = base;
    for (let number = 2; used.has(name); number += 1) name = `${base}_${number}`;
    this.secrets.set(connection, name);
    return name;
  }

  /** Whether one target alone is the thing of an ARN. */
  private isAlone(arn: string): boolean {
    return [...this.entries.values()].filter(({ settings }) => settings.arn === arn).length === 1;
  }

  /** What gcx asked for of an SNS topic that it made. */
  private topicOf(arn: string): Pick<SnsTarget, 'key'> {
    const live = this.options.content.topics.get(arn);
    return live === undefined || live === null ? {} : topicKeyAsked(live);
  }

  /** What gcx asked for of an SQS queue that it made. */
  private queueOf(arn: string): Pick<SqsTarget, 'key' | 'settings'> {
    const live = this.options.content.queues.get(arn);
    if (live === undefined || live === null) return {};
    const { settings, redrive, ...rest } = settingsAsked(live);
    const moved =
      redrive === undefined
        ? {}
        : { redrive: { maxReceives: redrive.maxReceives, deadLetter: this.nameOfArn(redrive.arn) } };
    const all = { ...settings, ...moved };
    return { ...rest, ...(Object.keys(all).length === 0 ? {} : { settings: all }) };
  }

  /** The log group at an ARN, of which all that the file says is as it is live. */
  private logGroupOf(arn: string): Pick<FoundTarget, 'logGroup'> {
    const logGroup = this.options.content.logGroups?.get(arn);
    return logGroup === undefined ? {} : { logGroup };
  }

  /** `create` for what gcx owns, or is to own; only where one target alone is that thing. */
  private provenanceOf(arn: string): Provenance {
    const { config, create } = this.options;
    const live = this.liveAt(arn);
    if (
      !this.isAlone(arn) ||
      live === undefined ||
      live === null ||
      parseArn(arn)?.account !== config.aws.account
    )
      return 'existing';
    const ours = isOurs(live.tags, markOf(config));
    return ours || (create && live.tags[TagKey.project] === undefined) ? 'create' : 'existing';
  }

  /** Whether a role is one that gcx makes for such a target: the file does not name it. */
  private isMade(roleArn: string): boolean {
    return possibleSenderRoles(this.options.config).some(({ arn }) => arn === roleArn);
  }

  /** Whether what the target makes carries the tag of `protect: true`. */
  private isProtected(arn: string): boolean {
    return isProtected(this.liveAt(arn)?.tags ?? {});
  }

  /** What is at an ARN, of the kinds that tags tell the owner of. */
  private liveAt(arn: string): { readonly tags: Tags } | null | undefined {
    const { topics, queues, logGroups } = this.options.content;
    return topics.get(arn) ?? queues.get(arn) ?? logGroups?.get(arn);
  }

  /** The subscriptions of a topic that gcx made; those that people made stay without being named. */
  private subscribersOf(arn: string): readonly Subscriber[] {
    const topic = this.options.content.topics.get(arn);
    if (topic === undefined || topic === null) return [];
    const mark = markOf(this.options.config);
    return ownSubscriptions(topic, mark).flatMap(({ protocol, endpoint, raw, settings }): Subscriber[] => {
      const [queue] = deadLettersIn(settings).filter((each) => parseArn(each)?.service === 'sqs');
      const filter = filterOfPolicy(liveSettings(settings).filter, this.options.config);
      const also = {
        ...(queue === undefined ? {} : { deadLetter: this.nameOfArn(queue) }),
        ...(filter === undefined ? {} : { filter }),
      };
      switch (protocol) {
        case 'email':
          return [{ kind: 'email', address: endpoint, ...also }];
        case 'https':
          return [{ kind: 'https', url: endpoint, raw, ...also }];
        case 'sqs':
          return [{ kind: 'sqs', target: this.nameOfArn(endpoint), raw, ...also }];
        case 'lambda':
          return [{ kind: 'lambda', target: this.nameOfArn(endpoint), ...also }];
        default:
          return [];
      }
    });
  }
}

function withPlainConstant(settings: Omit<Settings, 'arn'>): JsonValue {
  const json = JSON.parse(JSON.stringify(settings)) as Record<string, JsonValue>;
  if (settings.input?.kind !== 'constant') return json;
  return { ...json, input: canonicalJson(JSON.parse(settings.input.json) as JsonValue) };
}
