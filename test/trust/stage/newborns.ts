import { isJsonObject, type JsonValue } from '../../../src/lib/base/json.js';
import type { SandboxResponse } from '../../../src/lib/sandbox/http.js';
import type { StageCall } from './outlet.js';
import type { Stage } from './stage.js';

/** Which call makes a thing of a kind, and what of its request, or of its answer, names it. */
const MAKES: Readonly<Record<string, { readonly kind: string; readonly name: RegExp }>> = {
  CreateEventBus: { kind: 'bus', name: /"Name":"([^"]+)"/ },
  CreateArchive: { kind: 'archive', name: /"ArchiveName":"([^"]+)"/ },
  CreateTopic: { kind: 'topic', name: /\bName=([^&]+)/ },
  CreateQueue: { kind: 'queue', name: /"QueueName":"([^"]+)"/ },
  CreateRole: { kind: 'role', name: /\bRoleName=([^&]+)/ },
  CreateLogGroup: { kind: 'log group', name: /"logGroupName":"([^"]+)"/ },
  CreateTable: { kind: 'table', name: /"TableName":"([^"]+)"/ },
  CreateFunction: { kind: 'function', name: /"FunctionName":"([^"]+)"/ },
  CreateConnection: { kind: 'connection', name: /"Name":"([^"]+)"/ },
  CreateApiDestination: { kind: 'API destination', name: /"Name":"([^"]+)"/ },
};

/** Kinds whose things have equal names, and the calls that name one of the kind. */
const NAMED_ALIKE: readonly (readonly [kind: string, calls: RegExp])[] = [
  ['connection', /Connections?$/],
  ['API destination', /ApiDestinations?$/],
];

/** ARNs of such things in a body: behind the name stands an id. */
const ALIKE_ARN = /:(connection|api-destination)\/([\w.-]+)\/[0-9a-f-]{36}/g;

/** What is known by its answer only, or is made and changed by the same call. */
const MAKES_ANEW: typeof MAKES = {
  PutRule: { kind: 'rule', name: /"Name":"([^"]+)"/ },
  PutMetricAlarm: { kind: 'alarm', name: /"AlarmName":"([^"]+)"/ },
  PutRolePolicy: { kind: 'policy of a role', name: /\bPolicyName=([^&]+)/ },
  Subscribe: { kind: 'subscription', name: /:([0-9a-f-]{36})</ },
  CreateEventSourceMapping: { kind: 'event source mapping', name: /"UUID":"([^"]+)"/ },
  postIntegrations: { kind: 'integration', name: /"id":"([0-9a-f-]{36})"/ },
};

/** What names the things that a call is about: fields of its body, and parts of its path. */
const ABOUT =
  /"?\b(Name|QueueName|QueueUrl|TopicArn|SubscriptionArn|FunctionName|RoleName|PolicyName|logGroupName|TableName|Rule|EventBusName|ArchiveName|AlarmName|EventSourceArn|ResourceA(?:rn|RN)|resourceArn|deadLetterTargetArn)\\?"?[=:]\s*\\?"?([^"&\\]+)/g;

/** Lists in which what is not known everywhere is missing, and what names their items. */
const LISTS: Readonly<Record<string, readonly [items: string, name: string]>> = {
  ListRules: ['Rules', 'Name'],
  DescribeLogGroups: ['logGroups', 'logGroupName'],
  DescribeAlarms: ['MetricAlarms', 'AlarmName'],
  ListEventSourceMappings: ['EventSourceMappings', 'UUID'],
  ListArchives: ['Archives', 'ArchiveName'],
  ListConnections: ['Connections', 'Name'],
  ListApiDestinations: ['ApiDestinations', 'Name'],
  getIntegrations: ['entities', 'id'],
};

interface Newborn {
  readonly kind: string;
  readonly madeAt: number;
  /** When it is known, epoch ms, to what asks for it, and to each call that makes something which refers to it. */
  readonly knownAt: Map<string, number>;
}

/**
 * Things that were just made. AWS is eventually consistent: for a while some of its machines do not know them yet, and
 * answer that they are not there, also where another call refers to them (hashicorp/terraform-provider-aws, issues 22373,
 * 24376 and 47687; API reference of SQS's CreateQueue).
 */
export class Newborns {
  readonly #things = new Map<string, Newborn>();

  /**
   * @param lagMs how long a thing is not known
   * @param how `first asked`: from when it is first asked for, and all kinds of things; `made`: from when it was made, and
   * only what one call makes that does not change it, too
   */
  constructor(
    private readonly lagMs: number,
    private readonly how: 'first asked' | 'made',
  ) {}

  /** Takes notice of what a call made. */
  remember(call: StageCall, response: SandboxResponse, now: number): void {
    if (response.status >= 300) return;
    const makes = this.#makes(call);
    if (makes === undefined) return;
    const text = `${decoded(call.request.body)} ${response.body}`;
    const [, name] = makes.name.exec(text) ?? [];
    if (name === undefined) return;
    const key = keyOf(call, name);
    if (this.#things.has(key)) return;
    this.#things.set(key, { kind: makes.kind, madeAt: now, knownAt: new Map() });
  }

  /** Kinds of the things that a call is about and that are not known yet. */
  met(call: StageCall, now: number): readonly string[] {
    return [...this.#unknown(call, now)].map(({ kind }) => kind);
  }

  /** What a service answers to a call about a thing of a kind that it does not know yet. */
  failure(call: StageCall, kind: string, stage: Stage): SandboxResponse {
    const response = stage.failure(call.request, { kind: 'not-found' });
    const message = WORDS[`${call.action} ${kind}`];
    if (message === undefined) return response;
    const code = 'InvalidParameterValueException';
    const { 'x-amzn-query-error': _, ...headers } = response.headers;
    return {
      ...response,
      status: 400,
      headers: { ...headers, 'x-amzn-errortype': code },
      body: JSON.stringify({ __type: code, message }),
    };
  }

  /** A list without what is not known yet, and what kinds that is of; undefined where nothing is missing. */
  without(
    call: StageCall,
    response: SandboxResponse,
    now: number,
  ): { readonly response: SandboxResponse; readonly kinds: readonly string[] } | undefined {
    const [items, name] = LISTS[call.action] ?? [];
    if (items === undefined || name === undefined || response.status >= 300) return undefined;
    const body: unknown = JSON.parse(response.body);
    const all = isJsonObject(body) ? body[items] : undefined;
    if (!isJsonObject(body) || !Array.isArray(all)) return undefined;
    const kinds: string[] = [];
    const known = all.filter((item: JsonValue) => {
      const called = isJsonObject(item) ? item[name] : undefined;
      const thing = this.#things.get(keyOf(call, String(called)));
      if (thing === undefined || this.#isKnown(thing, '', now)) return true;
      kinds.push(thing.kind);
      return false;
    });
    if (kinds.length === 0) return undefined;
    return { response: { ...response, body: JSON.stringify({ ...body, [items]: known }) }, kinds };
  }

  *#unknown(call: StageCall, now: number): Iterable<Newborn> {
    const { action, service, request } = call;
    // What is not known is not in lists; a source of events has its bus's name.
    if (action in LISTS && action !== 'ListRules') return;
    if (/EventSource$|^Delete/.test(action)) return;
    const path = decodeURIComponent(request.path);
    const body = decoded(request.body);
    const makes = this.#makes(call);
    const [, made] = makes?.name.exec(body) ?? [];
    const names = [
      ...[...body.matchAll(ABOUT)].map(([, , value = '']) => value),
      ...path.split('/').slice(service === 'genesys' ? 4 : 3),
    ];
    const alike = [...body.matchAll(ALIKE_ARN)].map(
      ([, kind, name]) => `events ${kind === 'connection' ? kind : 'API destination'} ${name}`,
    );
    // What the call makes itself it does not look for.
    const keys = [...new Set(names)].filter((name) => name !== made).map((name) => keyOf(call, name));
    for (const key of new Set([...alike, ...keys])) {
      const thing = this.#things.get(key);
      if (thing !== undefined && !this.#isKnown(thing, makes === undefined ? '' : action, now)) yield thing;
    }
  }

  #isKnown({ madeAt, knownAt }: Newborn, to: string, now: number): boolean {
    if (this.how === 'made') return now >= madeAt + this.lagMs;
    const at = knownAt.get(to) ?? now + this.lagMs;
    knownAt.set(to, at);
    return now >= at;
  }

  #makes({ action }: StageCall): (typeof MAKES)[string] | undefined {
    return MAKES[action] ?? (this.how === 'first asked' ? MAKES_ANEW[action] : undefined);
  }
}

/** Words of calls for a thing that is not there and that they only refer to (recorded from AWS). */
const WORDS: Readonly<Record<string, string>> = {
  'CreateEventSourceMapping function': 'Function does not exist',
  'CreateEventSourceMapping queue':
    'Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. SQS Error Message: The specified queue does not exist.',
  'CreateQueue queue':
    'Value for parameter RedrivePolicy is invalid. Reason: Dead letter target does not exist.',
};

/** What a thing is kept under that a call names. */
function keyOf({ action, service }: StageCall, name: string): string {
  const [, , of = service] = name.startsWith('arn:') ? name.split(':') : [];
  const [alike] = NAMED_ALIKE.find(([, calls]) => service === 'events' && calls.test(action)) ?? [];
  return alike === undefined ? `${of} ${lastPart(name)}` : `${of} ${alike} ${lastPart(name)}`;
}

function lastPart(name: string): string {
  return name.split(/[/:]/).at(-1) ?? name;
}

function decoded(body: string): string {
  try {
    return decodeURIComponent(body.replaceAll('+', ' '));
  } catch {
    return body;
  }
}
