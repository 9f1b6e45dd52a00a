import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { readFileIfThere, writeFileAtomically } from '../base/atomic-file.js';
import { systemRuntime } from '../base/net/index.js';
import type { SandboxFiles } from '../base/sandbox-folder.js';
import { codeStore } from './aws/lambda/run/code-store.js';
import { CallHandler } from './call-handler.js';
import { answerControlCall, isControlCall } from './control-calls.js';
import { hostsDeliveredTo } from './deliver-hosts.js';
import { FaultBox, parseFault } from './faults.js';
import type { FolderLock } from './folder-lock.js';
import { listen } from './http-server.js';
import { appendToJournal, clearJournal } from './journal.js';
import type { SandboxClock, Tenant } from './model.js';
import { offeredEventTypes } from './offered-event-types.js';
import { identitiesOf } from './policy-file.js';
import { localControl, type SandboxControl } from './sandbox-control.js';
import { sealed, unsealed } from './seal.js';
import { readSeedFile } from './seed-file.js';
import { type Seed, seedSchema } from './seed-schema.js';
import { restoreState, StateKeeper } from './state-keeper.js';
import { World } from './world.js';

/** How long a sandbox that ends waits for deliveries under way, in ms: they take a while on a busy machine. */
const SETTLE_MS = 30_000;

/** What a sandbox's engine is started with. */
export interface EngineOptions {
  readonly files: SandboxFiles;
  /** Held by the caller, released by {@link Engine.close}: one engine at a time works on a folder. */
  readonly lock: FolderLock;
  /** What the sandbox's OAuth clients and access keys go with. */
  readonly secret: string;
  readonly home: Omit<Tenant, 'existing'>;
  readonly port?: number;
  readonly latencyMs?: number;
  readonly faults?: readonly string[];
  /** Files of IAM policies: nobody may do more in AWS than they allow. */
  readonly policyFiles?: readonly string[];
  /** What stands for hosts of HTTP endpoints, as `gcx sandbox start --deliver` takes it. */
  readonly deliver?: readonly string[];
  /** A seed, or a number of queues, starts over; both are kept for later resets. */
  readonly seedFile?: string;
  readonly queues?: number;
  /** Absent: the machine's. */
  readonly clock?: SandboxClock;
}

/** A sandbox that runs in this process: its services over HTTP, its control, its state in the folder. */
export interface Engine {
  readonly port: number;
  readonly token: string;
  readonly control: SandboxControl;
  /** Resolves when a client has asked it to end. */
  readonly stopAsked: Promise<void>;
  /** Lets Lambda functions take what waits for them. Until then no code of anybody's is run. */
  runFunctions(): void;
  close(): Promise<void>;
}

/** Starts a sandbox in this process. @throws GcxError for a bad seed, fault or state file, or a port that is taken */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  const { files, secret, clock = systemRuntime } = options;
  const faults = new FaultBox((options.faults ?? []).map(parseFault));
  const { policyFiles } = options;
  const identities = policyFiles === undefined ? undefined : await identitiesOf(policyFiles);
  const fresh = options.seedFile !== undefined || options.queues !== undefined;
  if (fresh) await keepSeed(options);
  const code = codeStore(files.code);
  let origin: string | undefined;
  let functionsRun = false;
  let changed = (): void => {};
  const world = new World({
    secret,
    now: clock.now,
    home: options.home,
    seed: () => keptSeed(files),
    eventTypes: offeredEventTypes,
    activationError: () =>
      faults.takeActivationError() ? 'The event source could not be created in the AWS account.' : undefined,
    tables: files.tables,
    outside: { hosts: hostsDeliveredTo(options.deliver ?? []) },
    ...(identities === undefined ? {} : { identities }),
    functions: {
      code,
      origin: () => (functionsRun ? origin : undefined),
      loseAnswer: () => faults.takeLostAnswer(),
      deliveryFault: (service) => faults.takeDelivery(service),
      changed: () => changed(),
    },
  });
  if (fresh) {
    clearJournal(files.journal);
    rmSync(files.tables, { recursive: true, force: true });
  } else restoreState(files, (state) => world.restore(state));
  world.forgetUnusedCode();
  const keeper = new StateKeeper(files, () => world.snapshot());
  changed = () => keeper.touch();
  const control = localControl(world, files.journal, changed, clock);
  const handler = new CallHandler({
    world,
    faults,
    secret,
    latencyMs: options.latencyMs ?? 0,
    record: (entry) => appendToJournal(files.journal, entry),
    changed,
  });
  const token = randomBytes(24).toString('base64url');
  let askToStop = (): void => {};
  const stopAsked = new Promise<void>((resolve) => {
    askToStop = resolve;
  });
  const server = await listen(options.port ?? 0, async (request) =>
    isControlCall(request)
      ? { kind: 'answer', response: await answerControlCall(request, token, control, askToStop) }
      : handler.handle(request),
  );
  origin = `http://127.0.0.1:${server.port}`;
  return {
    port: server.port,
    token,
    control,
    stopAsked,
    runFunctions() {
      functionsRun = true;
      world.wake();
    },
    async close() {
      await Promise.race([
        world.settleDeliveries(),
        new Promise((resolve) => setTimeout(resolve, SETTLE_MS).unref()),
      ]);
      await world.close();
      await server.close();
      keeper.save();
      options.lock.release();
    },
  };
}

/** Keeps the seed that was asked for, for now and for later resets. */
async function keepSeed({ files, seedFile, queues }: EngineOptions): Promise<void> {
  const given = seedFile === undefined ? {} : await readSeedFile(seedFile);
  const seed: Seed = { ...given, ...(queues === undefined ? {} : { generateQueues: queues }) };
  writeFileAtomically(files.seed, sealed(files, files.seed, JSON.stringify(seed)));
}

function keptSeed(files: SandboxFiles): Seed | undefined {
  const text = readFileIfThere(files.seed);
  const json = text === undefined ? undefined : unsealed(files, files.seed, text);
  return json === undefined ? undefined : seedSchema.parse(JSON.parse(json));
}
