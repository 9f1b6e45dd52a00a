import type { LiveMetricAlarm } from '../../../../src/lib/clients/aws/alarm-model.js';
import type { DynamoTable } from '../../../../src/lib/clients/aws/dynamo-model.js';
import type { EventSourceMapping, LambdaFunction } from '../../../../src/lib/clients/aws/functions-model.js';
import type { IamRole } from '../../../../src/lib/clients/aws/iam-model.js';
import type { LogGroup } from '../../../../src/lib/clients/aws/logs-model.js';
import type { SqsQueue } from '../../../../src/lib/clients/aws/model.js';
import { type Live, processorBase, type Step } from '../../../../src/lib/engine/kinds/index.js';
import { rightsIn } from '../../../../src/lib/engine/kinds/role/role-policy.js';
import { alarmNames } from '../../../../src/lib/language/names/alarm-names.js';
import { ProcessorVariable } from '../../../../src/lib/processor/contract/settings.js';

type ProcessorStep =
  | Extract<Step, { readonly call: `${'dynamodb' | 'iam' | 'logs' | 'cloudwatch'}.${string}` }>
  | Extract<
      Step,
      {
        readonly call:
          | 'sqs.awaitEmpty'
          | 'lambda.reserve'
          | `lambda.${string}${'Function' | 'Code' | 'Settings' | 'EventSource' | 'tag'}`;
      }
    >;

/** What is read of processors. */
type LiveProcessors = Pick<
  Live,
  | 'processorBases'
  | 'tables'
  | 'roles'
  | 'senderRoles'
  | 'logGroups'
  | 'processorFunctions'
  | 'eventSourceMappings'
  | 'alarms'
>;

type Written<T> = { -readonly [K in keyof T]: T[K] };

/** The things of processors as plain values that steps change; it refuses what AWS would refuse. */
export class ProcessorWorld {
  readonly tables = new Map<string, Written<DynamoTable>>();
  readonly roles = new Map<string, Written<IamRole>>();
  readonly logGroups = new Map<string, Written<LogGroup>>();
  readonly functions = new Map<string, Written<LambdaFunction>>();
  readonly eventSources = new Map<string, Written<EventSourceMapping>>();
  readonly alarms = new Map<string, LiveMetricAlarm>();
  #mappings = 0;

  constructor(
    /** SQS queues of the world, by name. */
    readonly queues: ReadonlyMap<string, Pick<SqsQueue, 'attributes'>>,
    /** Values of the file's `environment`, which steps do not carry. */
    public environment: Readonly<Record<string, string>> = {},
  ) {}

  apply(step: ProcessorStep): void {
    switch (step.call) {
      case 'sqs.awaitEmpty':
        if (Number(this.queues.get(step.name)?.attributes['ApproximateNumberOfMessages'] ?? 0) > 0)
          throw new Error(`${step.name} holds messages`);
        return;
      case 'dynamodb.createTable':
        fresh(this.tables, step.name).set(step.name, {
          name: step.name,
          arn: arn('dynamodb', `table/${step.name}`),
          status: 'ACTIVE',
          key: step.key,
          provisioned: false,
          tags: { ...step.tags },
        });
        return;
      case 'dynamodb.setOnDemand':
        got(this.tables, step.name).provisioned = false;
        return;
      case 'dynamodb.enableTtl':
        got(this.tables, step.name).ttl = step.attribute;
        return;
      case 'dynamodb.deleteTable':
        this.tables.delete(step.name);
        return;
      case 'dynamodb.tag':
        retag(this.tables, step);
        return;
      case 'iam.createRole':
        fresh(this.roles, step.name).set(step.name, {
          name: step.name,
          arn: `arn:aws:iam::111122223333:role${step.path}${step.name}`,
          trust: step.trust,
          ...(step.boundary === undefined ? {} : { boundary: step.boundary }),
          policies: {},
          tags: { ...step.tags },
        });
        return;
      case 'iam.putPolicy': {
        const role = got(this.roles, step.role);
        role.policies = { ...role.policies, [step.policy]: step.document };
        return;
      }
      case 'iam.setBoundary':
        got(this.roles, step.role).boundary = step.boundary;
        return;
      case 'iam.removeBoundary':
        delete got(this.roles, step.role).boundary;
        return;
      case 'iam.setTrust':
        got(this.roles, step.role).trust = step.trust;
        return;
      case 'iam.tag': {
        const role = got(this.roles, step.role);
        role.tags = tagged(role.tags, step);
        return;
      }
      case 'iam.deleteRole':
        this.roles.delete(step.name);
        return;
      case 'logs.createGroup':
        fresh(this.logGroups, step.name).set(step.name, {
          name: step.name,
          arn: arn('logs', `log-group:${step.name}`),
          ...(step.retentionDays === 0 ? {} : { retentionDays: step.retentionDays }),
          tags: { ...step.tags },
        });
        return;
      case 'logs.setRetention': {
        const { retentionDays: _, ...group } = got(this.logGroups, step.name);
        const retention = step.retentionDays === 0 ? {} : { retentionDays: step.retentionDays };
        this.logGroups.set(step.name, { ...group, ...retention });
        return;
      }
      case 'logs.tag':
        retag(this.logGroups, step);
        return;
      case 'logs.deleteGroup':
        this.logGroups.delete(step.name);
        return;
      case 'lambda.createFunction': {
        const { name, codeSha256, architecture } = step;
        fresh(this.functions, name).set(name, {
          name,
          arn: arn('lambda', `function:${name}`),
          codeSha256,
          architecture,
          ...this.settings(step.settings),
          tags: { ...step.tags },
        });
        return;
      }
      case 'lambda.updateCode':
        Object.assign(got(this.functions, step.name), {
          codeSha256: step.codeSha256,
          architecture: step.architecture,
        });
        return;
      case 'lambda.updateSettings':
        Object.assign(got(this.functions, step.name), this.settings(step.settings));
        return;
      case 'lambda.reserve': {
        const { reservedConcurrency: _, ...rest } = got(this.functions, step.name);
        const { concurrency } = step;
        this.functions.set(step.name, {
          ...rest,
          ...(concurrency === null ? {} : { reservedConcurrency: concurrency }),
        });
        return;
      }
      case 'lambda.deleteFunction':
        this.functions.delete(step.name);
        return;
      case 'lambda.tag':
        retag(this.functions, step);
        for (const source of this.eventSources.values())
          if (step.arn.endsWith(source.uuid)) source.tags = tagged(source.tags, step);
        return;
      case 'lambda.createEventSource':
        this.createEventSourceMapping(step);
        return;
      case 'lambda.updateEventSource': {
        const { batchSize, windowSeconds, maximumConcurrency: most, enabled } = step;
        const source = got(this.eventSources, step.uuid);
        if (most === null) delete source.maximumConcurrency;
        Object.assign(source, {
          ...(typeof most === 'number' ? { maximumConcurrency: most } : {}),
          batchSize,
          windowSeconds,
          enabled,
          reportsItemFailures: true,
          filtered: false,
        });
        return;
      }
      case 'lambda.deleteEventSource':
        this.eventSources.delete(step.uuid);
        return;
      case 'cloudwatch.putAlarm': {
        const { name } = step.alarm;
        const tags = this.alarms.get(name)?.tags ?? { ...step.tags };
        this.alarms.set(name, {
          ...step.alarm,
          arn: arn('cloudwatch', `alarm:${name}`),
          tags,
          actionsEnabled: true,
          judges: {},
        });
        return;
      }
      case 'cloudwatch.tag':
        for (const [name, alarm] of this.alarms)
          if (alarm.arn === step.arn) this.alarms.set(name, { ...alarm, tags: tagged(alarm.tags, step) });
        return;
      case 'cloudwatch.deleteAlarm':
        this.alarms.delete(step.name);
        return;
    }
  }

  /** What a plan would read: by the names of all that is there, as tags would tell. */
  live(declared: readonly string[]): LiveProcessors {
    const dead = [...this.queues.keys()].filter((name) => name.endsWith('-dead-letters')).map(processorBase);
    const bases = [...new Set([...declared, ...dead, ...this.functions.keys(), ...this.tables.keys()])];
    const each = <T>(read: (base: string) => T) => new Map(bases.map((base) => [base, read(base)]));
    return {
      processorBases: bases,
      tables: each((base) => this.tables.get(base)),
      roles: each((base) => this.roles.get(base)),
      // No processor's name has a dot.
      senderRoles: new Map([...this.roles].filter(([name]) => name.includes('.'))),
      logGroups: each((base) => this.logGroups.get(`/aws/lambda/${base}`)),
      processorFunctions: each((base) => this.functions.get(base)),
      eventSourceMappings: each((base) =>
        [...this.eventSources.values()].filter(({ functionArn }) =>
          functionArn.endsWith(`:function:${base}`),
        ),
      ),
      alarms: each((base) => alarmNames(base).flatMap((name) => this.alarms.get(name) ?? [])),
    };
  }

  /** Why a processor could not handle a message now; undefined where it could. */
  obstacle(base: string): string | undefined {
    const found = this.functions.get(base);
    const source = [...this.eventSources.values()].find(({ queueArn }) => queueArn.endsWith(`:${base}`));
    if (source?.enabled !== true) return 'no event source mapping';
    if (found === undefined) return 'no function';
    const hidden = Number(this.queues.get(base)?.attributes['VisibilityTimeout'] ?? 30);
    if (hidden < found.timeoutSeconds) return `hidden for ${hidden} s of ${found.timeoutSeconds}`;
    const table = found.environment[ProcessorVariable.table];
    if (table !== undefined && !this.tables.has(table)) return 'no table';
    const role = [...this.roles.values()].find((each) => each.arn === found.roleArn);
    if (role === undefined) return found.roleArn.endsWith(`/${base}`) ? 'no role' : undefined;
    const rights = rightsIn(role.policies['gcx']);
    const needed = [
      `sqs:ReceiveMessage on ${arn('sqs', base)}`,
      `sqs:SendMessage on ${arn('sqs', `${base}-dead-letters`)}`,
      ...(table === undefined ? [] : [`dynamodb:PutItem on ${arn('dynamodb', `table/${table}`)}`]),
      // What its code reads is in the name that the tests give the code.
      ...(found.codeSha256.match(/arn:aws:secretsmanager:[^"]+/g) ?? []).map(
        (secret) => `secretsmanager:GetSecretValue on ${secret}`,
      ),
    ];
    const missing = needed.find((right) => !rights.includes(right));
    return missing === undefined ? undefined : `no right to ${missing}`;
  }

  private settings({
    queue,
    deadLetterQueue,
    table,
    ...settings
  }: Extract<Step, { call: 'lambda.createFunction' }>['settings']) {
    if (/:role\/[^/]+$/.test(settings.roleArn) && !this.roles.has(settings.roleArn.split('/')[1] ?? ''))
      throw new Error('InvalidParameterValueException: The role cannot be assumed by Lambda.');
    return {
      ...settings,
      environment: {
        ...this.environment,
        [ProcessorVariable.queueUrl]: this.url(queue),
        [ProcessorVariable.deadLetterQueueUrl]: this.url(deadLetterQueue),
        ...(table === undefined ? {} : { [ProcessorVariable.table]: table }),
      },
    };
  }

  /** Its port is another at each start, as in the sandbox. */
  private url(queue: string): string {
    got(this.queues, queue);
    this.#mappings += 1;
    return `http://127.0.0.1:${40_000 + this.#mappings}/111122223333/${queue}`;
  }

  private createEventSourceMapping(step: Extract<Step, { call: 'lambda.createEventSource' }>): void {
    const { functionName, queueArn, batchSize, windowSeconds, maximumConcurrency: most } = step;
    const found = got(this.functions, functionName);
    const queue = got(this.queues, queueArn.split(':').at(-1) ?? '');
    if (Number(queue.attributes['VisibilityTimeout'] ?? 30) < found.timeoutSeconds)
      throw new Error(
        'InvalidParameterValueException: Queue visibility timeout is less than Function timeout',
      );
    this.#mappings += 1;
    const uuid = `uuid-${this.#mappings}`;
    this.eventSources.set(uuid, {
      uuid,
      functionArn: found.arn,
      queueArn,
      enabled: true,
      batchSize,
      windowSeconds: windowSeconds ?? 0,
      reportsItemFailures: true,
      filtered: false,
      ...(typeof most === 'number' ? { maximumConcurrency: most } : {}),
      tags: { ...step.tags },
    });
  }
}

function arn(service: string, resource: string): string {
  return `arn:aws:${service}:eu-west-1:111122223333:${resource}`;
}

function fresh<T>(map: Map<string, T>, name: string): Map<string, T> {
  if (map.has(name)) throw new Error(`${name} already exists`);
  return map;
}

function got<T>(map: ReadonlyMap<string, T>, name: string): T {
  const found = map.get(name);
  if (found === undefined) throw new Error(`${name} does not exist`);
  return found;
}

type TagStep = { readonly tags: Readonly<Record<string, string>>; readonly remove: readonly string[] };

function tagged(tags: Readonly<Record<string, string>>, { tags: set, remove }: TagStep) {
  return Object.fromEntries(Object.entries({ ...tags, ...set }).filter(([key]) => !remove.includes(key)));
}

function retag(
  map: ReadonlyMap<string, { arn: string; tags: Readonly<Record<string, string>> }>,
  step: TagStep & { readonly arn: string },
): void {
  for (const thing of map.values()) if (thing.arn === step.arn) thing.tags = tagged(thing.tags, step);
}
