import { randomBytes, randomUUID } from 'node:crypto';
import type { JsonObject, JsonValue } from '../../base/json.js';
import { Limits } from '../../base/limits.js';
import type { SandboxRequest, SandboxResponse } from '../http.js';
import { checkAccess } from './access.js';
import { GLOBAL_REGION, parseArn } from './arn.js';
import type { Asked } from './authorization/asked.js';
import { askedBy, authorize } from './authorization/authorize.js';
import { callerOf } from './authorization/caller.js';
import { functionCaller } from './authorization/function-caller.js';
import {
  ANYTHING_GOES,
  callerArn,
  type Identities,
  SANDBOX_USER,
  userArn,
} from './authorization/identity.js';
import { AwsError } from './aws-error.js';
import { readInput, unknownCall } from './call-input.js';
import { advanceAlarms } from './cloudwatch/alarm-clock.js';
import type { Context } from './context.js';
import { countsOf } from './counts.js';
import { dated } from './dated.js';
import { Deliveries } from './deliveries.js';
import { dynamoDbCall } from './dynamodb/dynamodb.js';
import { TableServers } from './dynamodb/table-servers.js';
import { makeBus } from './events/buses.js';
import { faultAnswer } from './fault-answer.js';
import { handlingOf } from './lambda/handling.js';
import { lambdaCall } from './lambda/lambda.js';
import { codeAnswer } from './lambda/run/code-answer.js';
import { codeStore } from './lambda/run/code-store.js';
import { FunctionRuns } from './lambda/run/function-runs.js';
import { writeLog } from './logs/write-log.js';
import type {
  AwsCall,
  AwsCloud,
  AwsCloudOptions,
  AwsCounts,
  AwsFault,
  AwsSeed,
  Delivery,
  Handling,
  PartnerSide,
} from './model.js';
import { OPERATIONS } from './operations.js';
import { otherWriter } from './other-writer.js';
import type { OtherWriter } from './other-writer-model.js';
import { Outside } from './outside/outside.js';
import { partnerSide } from './partner.js';
import { errorAnswer } from './protocols/error-answer.js';
import { header, type IdentifiedCall, identify } from './protocols/identify.js';
import { jsonAnswer, jsonVersion } from './protocols/json.js';
import { queryAnswer, toXml } from './protocols/query.js';
import { toSqsXml } from './protocols/sqs-query.js';
import { withWrittenTimes } from './protocols/written-times.js';
import { plant, plantRoles } from './seed.js';
import { advanceMoves } from './sqs/move-tasks.js';
import { type CloudState, emptyState, readSnapshot, takeSnapshot } from './state.js';
import { refuseUnknown } from './unknown-members.js';

/** Where clients reach the sandbox when they do not say. */
const DEFAULT_HOST = 'localhost';

/** A local AWS, see {@link AwsCloud}. */
export class LocalAws implements AwsCloud {
  readonly partner: PartnerSide;
  rulesPerBus: number;
  readonly #options: AwsCloudOptions;
  readonly #identities: Identities;
  #regions = new Map<string, CloudState>();
  readonly #deliveries = new Deliveries();
  readonly #functions: FunctionRuns;
  readonly #tables: TableServers;
  readonly #outside: Outside;
  /** Where the latest client reached it. */
  #seenOrigin: string | undefined;

  constructor(options: AwsCloudOptions) {
    this.#options = options;
    this.#identities = options.identities ?? ANYTHING_GOES;
    this.rulesPerBus = options.rulesPerBus ?? Limits.rulesPerBus;
    this.#tables = new TableServers(options.tables);
    this.#outside = new Outside(options.outside);
    this.#functions = new FunctionRuns({
      code: options.code ?? codeStore(),
      secret: options.secret ?? randomBytes(24).toString('base64url'),
      now: () => (options.now ?? Date.now)(),
      origin: () => (options.origin === undefined ? this.#seenOrigin : options.origin()),
      contexts: () => [...this.#regions.keys()].map((region) => this.#context(region, DEFAULT_HOST)),
      log: writeLog,
      loseAnswer: options.loseAnswer ?? (() => false),
      changed: options.changed ?? (() => {}),
    });
    this.partner = partnerSide(() => this.#context(options.region, DEFAULT_HOST));
    if (options.seed !== undefined) this.seed(options.seed);
  }

  describe(request: SandboxRequest): AwsCall {
    const { service, action, write } = identify(request);
    return { service, action, write };
  }

  async handle(request: SandboxRequest): Promise<SandboxResponse> {
    const code = codeAnswer(request, this.#functions.code);
    if (code !== undefined) return code;
    const call = identify(request);
    const requestId = randomUUID();
    this.#seenOrigin = `http://${header(request, 'host') ?? DEFAULT_HOST}`;
    const now = (this.#options.now ?? Date.now)();
    this.#advance();
    try {
      const { user, identity } = callerOf(call, request, this.#identities, (worker) => {
        const arn = this.#functions.functionOf(worker);
        return arn === undefined
          ? undefined
          : functionCaller(arn, this.#context(parseArn(arn)?.region ?? this.#options.region, DEFAULT_HOST));
      });
      const caller = callerArn(this.#options.account, user, identity);
      checkAccess(call, caller);
      const region = call.region ?? this.#options.region;
      const context = this.#context(region, header(request, 'host') ?? DEFAULT_HOST, caller);
      if (identity !== 'everything') authorize(call, request, identity, context);
      return dated(call, await this.#answer(call, request, context, requestId), now);
    } catch (error) {
      if (error instanceof AwsError) return dated(call, errorAnswer(call, error, requestId), now);
      throw error;
    }
  }

  fault(request: SandboxRequest, effect: AwsFault): SandboxResponse {
    return faultAnswer(request, effect, userArn(this.#options.account, SANDBOX_USER));
  }

  needs(request: SandboxRequest): readonly Required<Asked>[] {
    const call = identify(request);
    return askedBy(call, request, this.#context(call.region ?? this.#options.region, DEFAULT_HOST));
  }

  otherWriter(request: SandboxRequest): OtherWriter | undefined {
    const call = identify(request);
    const { service, action, region = this.#options.region } = call;
    const qualifier = request.query.get('Qualifier') ?? undefined;
    const [functionName] = call.segments ?? [];
    const named = {
      ...(functionName === undefined ? {} : { functionName }),
      ...(qualifier === undefined ? {} : { qualifier }),
    };
    try {
      const input = readInput(call, request);
      return otherWriter({ service, action, input, ...named }, this.#context(region, DEFAULT_HOST));
    } catch (error) {
      // The call itself says what is wrong with it.
      if (error instanceof AwsError) return undefined;
      throw error;
    }
  }

  seed(seed: AwsSeed): void {
    plant(seed, this.#context(this.#options.region, DEFAULT_HOST));
    plantRoles(seed, this.contextIn(GLOBAL_REGION));
  }

  snapshot(): JsonValue {
    return takeSnapshot(this.#regions, this.#deliveries.log());
  }

  restore(snapshot: JsonValue): void {
    const { regions, deliveries } = readSnapshot(snapshot);
    this.#regions = regions;
    this.#deliveries.restore(deliveries);
    this.#functions.forget();
  }

  async settle(): Promise<void> {
    this.#advance();
    do await this.#deliveries.settle();
    while (await this.#functions.settle());
  }

  wake(): void {
    this.#advance();
    this.#functions.look();
  }

  killWorkers(functionName?: string): Promise<void> {
    return this.#functions.kill(functionName);
  }

  hasWorker(name: string): boolean {
    return this.#functions.functionOf(name) !== undefined;
  }

  async killWorker(name: string): Promise<void> {
    await this.#functions.killWorker(name);
  }

  codeInUse(): readonly string[] {
    return [...this.#regions.values()].flatMap(({ functions }) =>
      [...functions.values()].flatMap(({ deployed }) => (deployed === undefined ? [] : [deployed.sha256])),
    );
  }

  async close(): Promise<void> {
    await this.#functions.close();
    await this.#tables.close();
    // Code that is kept elsewhere outlives it.
    if (this.#options.code === undefined) this.#functions.code.clear();
  }

  deliveries(): readonly Delivery[] {
    return this.#deliveries.log();
  }

  handling(eventId: string): readonly Handling[] {
    const ofEvent = this.deliveries().filter((each) => each.eventId === eventId);
    return handlingOf(eventId, ofEvent, this.#state(this.#options.region));
  }

  invocations(functionName: string): readonly string[] {
    const { functions } = this.#state(this.#options.region);
    const found = [...functions.values()].find(
      ({ name, arn }) => name === functionName || arn === functionName,
    );
    return [...(found?.invocations ?? [])];
  }

  inspect(): AwsCounts {
    return countsOf(this.#state(this.#options.region));
  }

  async #answer(
    call: IdentifiedCall,
    request: SandboxRequest,
    context: Context,
    requestId: string,
  ): Promise<SandboxResponse> {
    const { protocol, service, action } = call;
    if (service === 'unknown' || (protocol === 'rest' && action === '')) throw unknownCall(call, request);
    if (protocol === 'rest') {
      const { segments = [] } = call;
      const answer = await lambdaCall(
        { action, segments, query: request.query, headers: request.headers, body: request.body },
        context,
      );
      const headers = {
        'content-type': 'application/json',
        'x-amzn-requestid': requestId,
        ...answer.headers,
      };
      return { status: answer.status, headers, body: answer.body };
    }
    if (service === 'dynamodb') return await dynamoDbCall(action, request, context, this.#tables, requestId);
    const operations = OPERATIONS[service] ?? {};
    const operation = Object.hasOwn(operations, action) ? operations[action] : undefined;
    if (operation === undefined) throw unknownCall(call, request);
    const input = readInput(call, request);
    refuseUnknown(service, action, input);
    if (service === 'sqs') advanceMoves(context);
    const result: JsonObject = await operation(input, context);
    if (protocol === 'json') return jsonAnswer(result, jsonVersion(service), requestId);
    if (service === 'sqs') return queryAnswer(service, action, toSqsXml(action, result), requestId);
    const inner = Object.entries(service === 'cloudwatch' ? withWrittenTimes(result) : result)
      .map(([name, value]) => toXml(name, value))
      .join('');
    return queryAnswer(service, action, inner, requestId);
  }

  /** What a region's calls work on, wherever in the account it is kept. */
  contextIn(region: string, host: string = DEFAULT_HOST): Context {
    const { neighbor } = this.#options;
    if (neighbor === undefined || region === this.#options.region) return this.#context(region, host);
    const cloud = neighbor(region);
    return cloud instanceof LocalAws ? cloud.#context(region, host) : this.#context(region, host);
  }

  #state(region: string): CloudState {
    const known = this.#regions.get(region);
    if (known !== undefined) return known;
    const state = emptyState();
    this.#regions.set(region, state);
    if (region !== GLOBAL_REGION) makeBus('default', {}, this.#context(region, DEFAULT_HOST));
    return state;
  }

  /** Alarms are looked at for the time that has passed. */
  #advance(): void {
    for (const region of this.#regions.keys()) advanceAlarms(this.#context(region, DEFAULT_HOST));
  }

  #context(region: string, host: string, caller = userArn(this.#options.account, SANDBOX_USER)): Context {
    const { account, now = Date.now, holdQueueNames = false } = this.#options;
    const deliveries = this.#deliveries;
    return {
      account,
      region,
      state: this.#state(region),
      now,
      origin: `http://${host}`,
      holdQueueNames,
      rulesPerBus: this.rulesPerBus,
      functions: this.#functions,
      caller,
      identities: this.#identities,
      outside: this.#outside,
      later: (work) => deliveries.later(work, this.#options.changed ?? (() => {})),
      elsewhere: (other) =>
        other === region ? this.#context(region, host, caller) : this.contextIn(other, host),
      record: (delivery) => deliveries.record({ at: now(), ...delivery }),
      deliveryFault: (service) => this.#options.deliveryFault?.(service),
      arrived: (queueArn) => {
        deliveries.arrived(queueArn);
        this.#functions.look();
      },
      arrival: (queueArn, milliseconds) => deliveries.arrival(queueArn, milliseconds),
    };
  }
}
