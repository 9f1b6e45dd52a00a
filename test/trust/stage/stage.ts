import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonValue } from '../../../src/lib/base/json.js';
import { type Runtime, WriteGate } from '../../../src/lib/base/net/index.js';
import { createAws } from '../../../src/lib/clients/aws/index.js';
import type { Aws } from '../../../src/lib/clients/aws/model.js';
import { createGenesys } from '../../../src/lib/clients/genesys/index.js';
import type { Genesys } from '../../../src/lib/clients/genesys/model.js';
import { type ApplyReport, applyPlan } from '../../../src/lib/engine/apply/index.js';
import type { Plan } from '../../../src/lib/engine/change/model.js';
import type { Allowed, BuiltProcessor } from '../../../src/lib/engine/kinds/index.js';
import { makePlan } from '../../../src/lib/engine/plan/index.js';
import { adoptionPlan } from '../../../src/lib/features/existing/adopt.js';
import { type Hold, holdLease, type LeaseRequest } from '../../../src/lib/features/lease/index.js';
import type { LeaseClock } from '../../../src/lib/features/lease/model.js';
import { type CarriedOut, carryOut, type ToCarryOut } from '../../../src/lib/features/plans/carry-out.js';
import { queueFinder } from '../../../src/lib/features/queues/queue-finder.js';
import { planRelease, type Release } from '../../../src/lib/features/release/index.js';
import { sandboxOptions } from '../../../src/lib/features/sandbox/sandbox-options.js';
import { loadConfig } from '../../../src/lib/language/config/index.js';
import type { LoadedConfig } from '../../../src/lib/language/config/model.js';
import { type Identity, SANDBOX_USER } from '../../../src/lib/sandbox/aws/authorization/identity.js';
import { codeStore } from '../../../src/lib/sandbox/aws/lambda/run/code-store.js';
import type { AwsCloud } from '../../../src/lib/sandbox/aws/model.js';
import { CallHandler } from '../../../src/lib/sandbox/call-handler.js';
import { FaultBox } from '../../../src/lib/sandbox/faults.js';
import type { GenesysCloud } from '../../../src/lib/sandbox/genesys/index.js';
import type { SandboxResponse, WireRequest } from '../../../src/lib/sandbox/http.js';
import type { Sandbox } from '../../../src/lib/sandbox/model.js';
import { offeredEventTypes } from '../../../src/lib/sandbox/offered-event-types.js';
import type { Seed } from '../../../src/lib/sandbox/seed-schema.js';
import {
  placeOfRequest,
  sandboxAccessKeyId,
  sandboxClientId,
} from '../../../src/lib/sandbox/tenant-credentials.js';
import { World } from '../../../src/lib/sandbox/world.js';
import { bundleOnce } from '../../harness/bundle-once.js';
import { TRIAL_ALLOWS } from '../../harness/trial.js';
import { VIRTUAL_START, VirtualClock } from '../../harness/virtual-clock.js';
import { type Ending, openOutlet, type StageCall } from './outlet.js';

const SECRET = 'stage-secret-of-the-sandbox';

/** Zips of functions' code, for all stages of this process: a world that is taken up again finds its code. */
const CODE = codeStore();

/** A file with what lies beside it, and which of its environments. */
export interface StageProject {
  readonly file: string;
  readonly beside?: Readonly<Record<string, string>>;
  readonly environment?: string;
}

/** The whole world at a moment, to go on from. */
export interface Moment {
  /** The sandbox's state, as JSON. */
  readonly state: string;
  /** Epoch ms. */
  readonly now: number;
  /** The calls that made the DynamoDB tables that are there, which the state does not hold. */
  readonly tables: readonly WireRequest[];
}

/** What becomes of a call: asked before it is carried out. */
export type Weather = (
  call: StageCall,
  carryOut: () => Promise<SandboxResponse>,
  stage: Stage,
) => Promise<Ending>;

/** A gcx on a stage. */
export interface StageGcx {
  readonly calls: readonly StageCall[];
  readonly aws: Aws;
  readonly genesys: Genesys;
  /** Where it reaches AWS. */
  readonly place: Sandbox['aws'];
  /** What its commands warned of. */
  readonly warnings: readonly string[];
  /** Its file. */
  load(): Promise<LoadedConfig>;
  weather: Weather;
  /** Told after each call that was carried out. */
  carriedOut: (call: StageCall) => void;
  plan(intent?: 'apply' | 'destroy', allow?: Partial<Allowed>): Promise<Plan>;
  /** The plan of `gcx adopt --all`. */
  adoption(): Promise<Plan>;
  /** What `gcx release` takes the marks from. */
  releasing(): Promise<Release>;
  apply(plan: Plan, signal?: AbortSignal): Promise<ApplyReport>;
  /**
   * Runs a command that writes from its beginning to its end: it takes the lease, reads, asks, carries out, and gives the
   * lease back. Throws as the command does.
   * @param asked what becomes of the question whether to go on
   */
  run(
    command: 'apply' | 'destroy' | 'adopt' | 'release',
    allow: Partial<Allowed>,
    asked: () => Promise<boolean>,
  ): Promise<CarriedOut>;
  /** Takes the lease as a command that writes does; undefined where it goes on without. Throws as the command does. */
  hold(command: LeaseRequest['command']): Promise<Hold | undefined>;
  /** As SIGSTOP does: what was sent is carried out, and nothing else happens until it goes on. */
  stop(): void;
  goOn(): void;
  /**
   * As SIGKILL does: no call of it is carried out or answered, and no wait of it ends, any more. Nobody may wait for what it
   * was at.
   */
  kill(): void;
}

/** How a gcx is started. */
export interface GcxOptions {
  /** How long it waits for one answer, in real time. */
  readonly timeoutMs?: number;
  /** A file of its own. Absent: the stage's. */
  readonly project?: StageProject;
  /** The user of {@link Stage.bind} as whom it works. Absent: one who may do everything. */
  readonly user?: string;
  /** How wrong the clock of its machine is. */
  readonly clockAheadMs?: number;
}

/** How a service itself fails. */
export type Failure = Parameters<GenesysCloud['fault']>[1] & Parameters<AwsCloud['fault']>[1];

/** Fair weather: everything is carried out and answered. */
const FAIR: Weather = async (_call, carryOut) => ({ kind: 'answered', response: await carryOut() });

/** How long a real answer may take before gcx gives up, in ms: only a call that is never answered takes so long. */
const TIMEOUT_MS = 20_000;

/** A sandbox's world in this process on virtual time, with any number of gcx at work on it. */
export class Stage {
  readonly clock = new VirtualClock();
  readonly world: World;
  readonly #handler: CallHandler;
  readonly #folder = mkdtempSync(join(tmpdir(), 'gcx-stage-'));
  readonly #closing: (() => Promise<void>)[] = [];
  readonly #tables = new Map<string, WireRequest>();
  readonly #identities = new Map<string, Identity>();
  #project: StageProject;

  private constructor(
    project: StageProject,
    readonly home: { readonly organization: string; readonly account: string; readonly region: string },
    seed: Seed | undefined,
  ) {
    this.#project = project;
    this.world = new World({
      secret: SECRET,
      now: this.clock.now,
      home,
      seed: () => seed,
      eventTypes: offeredEventTypes,
      activationError: () => undefined,
      functions: { code: CODE },
      identities: (user) => (user === SANDBOX_USER ? 'everything' : this.#identities.get(user)),
    });
    this.#handler = new CallHandler({
      world: this.world,
      faults: new FaultBox([]),
      secret: SECRET,
      latencyMs: 0,
      record: () => {},
      changed: () => {},
    });
    this.clock.whenPassed(async () => this.world.passTime(0));
  }

  /** Opens a world for a project: a new one, from a seed, or as it was at a moment. */
  static async open(project: StageProject, from: { readonly seed?: Seed; readonly at?: Moment } = {}) {
    const { config } = await Stage.load(project);
    const options = sandboxOptions(config);
    const home = {
      organization: options.organization.toLowerCase(),
      account: options.account,
      region: options.region,
    };
    const stage = new Stage(project, home, from.seed);
    stage.write(project);
    if (from.at !== undefined) await stage.#takeUp(from.at);
    if (options.existing !== undefined) stage.world.prepare({ ...home, existing: options.existing });
    return stage;
  }

  /** A project's file, as gcx loads it. */
  static load(project: StageProject): Promise<LoadedConfig> {
    return Stage.#loaded(project, mkFolder(project), true);
  }

  /** Works with another file from now on. */
  write(project: StageProject): void {
    this.#project = project;
    writeProject(this.#folder, project);
  }

  /** Has an access key of its own for a user of the account who may do only what these policies allow. */
  bind(user: string, identity: Identity): void {
    this.#identities.set(user, identity);
  }

  /** Gives the OAuth client these permissions and scopes of Genesys Cloud, and nothing else. */
  grant(permissions: readonly string[]): void {
    this.world.organization(this.home.organization).grantedPermissions = [...permissions];
  }

  /** Starts a gcx. */
  async gcx({ timeoutMs = TIMEOUT_MS, project, clockAheadMs = 0, user }: GcxOptions = {}): Promise<StageGcx> {
    const { clock } = this;
    const folder = project === undefined ? this.#folder : mkFolder(project);
    if (project !== undefined)
      this.#closing.push(async () => rmSync(folder, { recursive: true, force: true }));
    const load = () => Stage.#loaded(project ?? this.#project, folder);
    const standstill = new Standstill();
    const calls: StageCall[] = [];
    const warnings: string[] = [];
    let killed = false;
    const runtime: Runtime = {
      now: clock.now,
      random: clock.random,
      sleep: async (ms) => {
        if (killed) return forever();
        await standstill.over();
        await clock.sleep(ms);
        await standstill.over();
        if (killed) return forever();
      },
    };
    const outlet = await openOutlet(
      (request) => this.#describe(request),
      async (call) => {
        calls.push(call);
        const carryOut = async () => {
          const response = await this.#carryOut(call.request);
          if (!killed) gcx.carriedOut(call);
          return response;
        };
        // What is sent in the moment of a standstill is on its way; what would come later does not.
        if (!call.write || isOfLease(call)) await standstill.over();
        const ending = await gcx.weather(call, carryOut, this);
        await standstill.over();
        return ending;
      },
    );
    const gate = new (class extends WriteGate {
      override async pass(): Promise<void> {
        await standstill.over();
        await super.pass();
      }
    })();
    this.#closing.push(() => outlet.close());
    const { organization, account, region } = this.home;
    const { port } = outlet;
    const place: Sandbox['aws'] = {
      region,
      endpoint: `http://127.0.0.1:${port}`,
      credentials: { accessKeyId: sandboxAccessKeyId(account, user), secretAccessKey: SECRET },
    };
    const aws = createAws(place, { runtime, gate, requestTimeout: timeoutMs });
    const genesys = createGenesys(
      {
        environment: 'mypurecloud.ie',
        gateway: { protocol: 'http', host: '127.0.0.1', port },
        credentials: { kind: 'client', clientId: sandboxClientId(organization), clientSecret: SECRET },
      },
      { runtime, gate, requestTimeout: timeoutMs },
    );
    const leaseClock: LeaseClock = {
      now: () => clock.now() + clockAheadMs,
      monotonic: clock.now,
      sleep: runtime.sleep,
      random: runtime.random,
      newId: randomUUID,
      every: (ms, work) => {
        let next = clock.now() + ms;
        let active = true;
        clock.whenPassed(async (now) => {
          if (!active || killed || standstill.isOn || now < next) return;
          next = now + ms;
          work();
        });
        return () => {
          active = false;
        };
      },
    };
    const applyClock: NonNullable<ToCarryOut['clock']> = {
      now: runtime.now,
      sleep: async (ms, interrupted) => {
        interrupted?.throwIfAborted();
        await runtime.sleep(ms);
        interrupted?.throwIfAborted();
      },
    };
    let processors: ReadonlyMap<string, BuiltProcessor> = new Map();
    const gcx: StageGcx = {
      calls,
      aws,
      genesys,
      place,
      warnings,
      load,
      weather: FAIR,
      carriedOut: () => {},
      kill() {
        killed = true;
        outlet.kill();
      },
      plan: async (intent = 'apply', allow = {}) =>
        makePlan({
          loaded: await load(),
          genesys,
          aws,
          queueFinder: queueFinder(genesys),
          sandbox: true,
          intent,
          bundle: bundleOnce,
          now: runtime.now,
          allow: { ...TRIAL_ALLOWS, ...allow },
          onProcessorsBuilt: (built) => {
            processors = built;
          },
        }),
      hold: async (command) => {
        const { config } = await load();
        const observer = { warning: (text: string) => void warnings.push(text), waiting: () => {} };
        return holdLease({ config, aws, gate, command, observer, clock: leaseClock });
      },
      run: async (command, allow, asked) => {
        const lease = await gcx.hold(command);
        try {
          const plan =
            command === 'adopt'
              ? await gcx.adoption()
              : command === 'release'
                ? (await gcx.releasing()).plan
                : await gcx.plan(command, allow);
          const work = { plan, genesys, aws, processors, clock: applyClock };
          return await carryOut(lease === undefined ? work : { ...work, lease }, {
            planned: () => {},
            approve: asked,
            during: (run) => run({ onProgress: () => {}, signal: new AbortController().signal }),
          });
        } finally {
          await lease?.release();
        }
      },
      releasing: async () => planRelease(await load(), { genesys, aws, sandbox: true }, []),
      adoption: async () =>
        adoptionPlan(await load(), { genesys, aws, sandbox: true }, { all: true, json: true }),
      stop: () => standstill.begin(),
      goOn: () => standstill.end(),
      apply: (plan, signal) =>
        applyPlan({
          ...(signal === undefined ? {} : { signal }),
          plan,
          genesys,
          aws,
          processors,
          ...applyClock,
        }),
    };
    return gcx;
  }

  /** All that is there, to go on from in another world. */
  moment(): Moment {
    return {
      state: JSON.stringify(this.world.snapshot()),
      now: this.clock.now(),
      tables: [...this.#tables.values()],
    };
  }

  async close(): Promise<void> {
    for (const close of this.#closing.toReversed()) await close();
    await this.world.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #takeUp({ state, now, tables }: Moment): Promise<void> {
    await this.clock.sleep(now - VIRTUAL_START);
    // dynalite holds the tables themselves; what the sandbox says of them is in the state.
    // Not as a call that comes in: its signature is of the moment when it was sent, and expires after 15 minutes.
    for (const request of tables) {
      const { status, body } = await this.world.cloudOf(placeOfRequest(request)).handle(request);
      if (status !== 200) throw new Error(`A table of that moment is not made again: ${body}`);
      this.#keepTable(request);
    }
    this.world.restore(JSON.parse(state) as JsonValue);
  }

  /** The answer of a service to a call that meets a failure of the service's; nothing is changed. */
  failure(request: WireRequest, effect: Failure): SandboxResponse {
    const { genesys } = this.world;
    return genesys.describe(request) === undefined
      ? this.world.cloudOf(placeOfRequest(request)).fault(request, effect)
      : genesys.fault(request, effect, randomUUID());
  }

  /** What the caller of a call has to be allowed on AWS; nothing for a call of Genesys Cloud. */
  needs(request: WireRequest): ReturnType<AwsCloud['needs']> {
    if (this.world.genesys.describe(request) !== undefined) return [];
    return this.world.cloudOf(placeOfRequest(request)).needs(request);
  }

  /** As somebody's hand in Genesys Cloud that saves an integration as it is: its version is another. */
  touchIntegration(id: string): void {
    const { integrations } = this.world.organization(this.home.organization);
    const found = integrations.find((each) => each.id === id);
    if (found !== undefined) found.config = { ...found.config, version: found.config.version + 1 };
  }

  #describe(request: WireRequest) {
    const { world } = this;
    return world.genesys.describe(request) ?? world.cloudOf(placeOfRequest(request)).describe(request);
  }

  async #carryOut(request: WireRequest): Promise<SandboxResponse> {
    const outcome = await this.#handler.handle(request);
    if (outcome.kind !== 'answer') throw new Error('The sandbox did not answer.');
    if (outcome.response.status === 200) this.#keepTable(request);
    return outcome.response;
  }

  /** Takes notice of a call that made a table, or deleted one. */
  #keepTable(request: WireRequest): void {
    const { action, service } = this.#describe(request);
    if (service !== 'dynamodb') return;
    const { TableName } = JSON.parse(request.body || '{}');
    if (action === 'CreateTable') this.#tables.set(TableName, request);
    if (action === 'DeleteTable') this.#tables.delete(TableName);
  }

  static async #loaded(project: StageProject, cwd: string, temporary = false): Promise<LoadedConfig> {
    const { environment } = project;
    const found = await loadConfig({
      cwd,
      env: {},
      ...(environment === undefined ? {} : { environment }),
    });
    if (temporary) rmSync(cwd, { recursive: true, force: true });
    return { ...found, config: { ...found.config, file: join(cwd, found.config.file) } };
  }
}

function mkFolder(project: StageProject): string {
  const folder = mkdtempSync(join(tmpdir(), 'gcx-stage-'));
  writeProject(folder, project);
  return folder;
}

function writeProject(folder: string, { file, beside = {} }: StageProject): void {
  for (const [name, text] of Object.entries(beside)) writeFileSync(join(folder, name), text);
  writeFileSync(join(folder, '.genesysrc.yml'), file);
}

/** Whether a call is of the lease itself. */
function isOfLease({ action }: StageCall): boolean {
  return action.endsWith('Parameter');
}

/** The time in which a process is stopped. */
class Standstill {
  #over: Promise<void> | undefined;
  #end: () => void = () => {};

  get isOn(): boolean {
    return this.#over !== undefined;
  }

  begin(): void {
    this.#over ??= new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  end(): void {
    this.#over = undefined;
    this.#end();
  }

  async over(): Promise<void> {
    while (this.#over !== undefined) await this.#over;
  }
}

/** What a process waits for that is no more. */
function forever(): Promise<never> {
  return new Promise(() => {});
}
