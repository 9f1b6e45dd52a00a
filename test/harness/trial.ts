import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { createAws } from '../../src/lib/clients/aws/index.js';
import type { Aws } from '../../src/lib/clients/aws/model.js';
import { createGenesys } from '../../src/lib/clients/genesys/index.js';
import type { Genesys } from '../../src/lib/clients/genesys/model.js';
import { type ApplyReport, applyPlan } from '../../src/lib/engine/apply/index.js';
import type { Plan } from '../../src/lib/engine/change/model.js';
import type { Allowed, BuiltProcessor, Live } from '../../src/lib/engine/kinds/index.js';
import { makePlan } from '../../src/lib/engine/plan/index.js';
import { type Diagnosis, diagnose } from '../../src/lib/features/doctor/index.js';
import { queueFinder } from '../../src/lib/features/queues/queue-finder.js';
import { sandboxOptions } from '../../src/lib/features/sandbox/sandbox-options.js';
import { loadConfig } from '../../src/lib/language/config/index.js';
import type { LoadedConfig } from '../../src/lib/language/config/model.js';
import { openSandbox, type Sandbox, type SandboxOptions } from '../../src/lib/sandbox/index.js';
import { afterThisTest } from '../clean-up.js';
import { temporaryFolder } from '../unit/sandbox/temporary-folder.js';
import { judge } from './aws-models/judge.js';
import { bundleOnce } from './bundle-once.js';
import { VirtualClock } from './virtual-clock.js';
import { openWire, type Wire } from './wire.js';

/** What a plan of a test is allowed where it says nothing else: nobody is there to be asked. */
export const TRIAL_ALLOWS: Allowed = {
  adopt: false,
  force: true,
  eventLoss: false,
  releaseEventTypes: false,
  deletions: true,
  noTarget: true,
};

/** One gcx: it plans and applies the file as the commands do, over a wire of its own. */
export interface Gcx {
  /** What lies between it and both services. */
  readonly wire: Wire;
  readonly aws: Aws;
  readonly genesys: Genesys;
  /** The secrets of its environment, by the names that the file calls them. */
  readonly secrets: Map<string, string>;
  plan(intent?: 'apply' | 'destroy', allow?: Partial<Allowed>): Promise<Plan>;
  apply(plan: Plan, signal?: AbortSignal): Promise<ApplyReport>;
  /** What `gcx doctor` finds. */
  diagnose(): Promise<Diagnosis>;
  /** What the last plan read. */
  live(): Live;
}

/** A file's project on a sandbox of its own, all in this process, with a gcx that works on it. */
export interface Trial extends Gcx {
  /** The only time that the sandbox and every gcx on it know: what they wait for is there at once. */
  readonly clock: VirtualClock;
  readonly sandbox: Sandbox;
  /** Where the file lies. */
  readonly folder: string;
  /** Another program on the same account and organization, which no wire sees. */
  readonly others: Aws;
  /** Another gcx at work on the same file, as a colleague's; or this one, started again. */
  another(): Promise<Gcx>;
  /** Works with another text of the file from now on. */
  write(file: string): void;
}

/** Plans and applies: nothing may be refused, and every step is done. */
export async function applied(gcx: Gcx, ...asked: Parameters<Gcx['plan']>): Promise<Plan> {
  const made = await gcx.plan(...asked);
  expect(made.refusals).toEqual([]);
  const report = await gcx.apply(made);
  expect(report.results.filter(({ outcome }) => outcome.kind !== 'done')).toEqual([]);
  return made;
}

/** Opens the sandbox of a file, with a gcx; both are closed after the test. `files` lie beside the file. */
export async function trial(
  file: string,
  options: Partial<SandboxOptions> = {},
  files: Readonly<Record<string, string>> = {},
): Promise<Trial> {
  const cwd = temporaryFolder();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
  const write = (text: string) => writeFileSync(join(cwd, '.genesysrc.yml'), text);
  write(file);
  const clock = new VirtualClock();
  const { config } = await loadConfig({ cwd, env: {} });
  const sandbox = await openSandbox({ ...sandboxOptions(config), folder: cwd, clock, ...options });
  afterThisTest(() => sandbox.close());
  clock.whenPassed(() => sandbox.passTime(0));
  const another = () => openGcx(cwd, sandbox, clock);
  return {
    ...(await another()),
    clock,
    sandbox,
    folder: cwd,
    others: createAws(sandbox.aws, { runtime: clock }),
    another,
    write,
  };
}

/** The file as gcx started in its folder loads it: handlers lie beside it. */
async function loaded(cwd: string): Promise<LoadedConfig> {
  const found = await loadConfig({ cwd, env: {} });
  return { ...found, config: { ...found.config, file: join(cwd, found.config.file) } };
}

async function openGcx(
  cwd: string,
  { aws: place, genesys: org }: Sandbox,
  clock: VirtualClock,
): Promise<Gcx> {
  const wire = await openWire(place.endpoint ?? '', place.credentials?.secretAccessKey ?? '');
  const faults = new Set<string>();
  wire.heard = (exchange) => {
    for (const fault of judge(exchange)) faults.add(fault);
  };
  afterThisTest(async () => {
    await wire.close();
    expect([...faults], 'what AWS’s own models say of the calls of this gcx').toEqual([]);
  });
  const aws = createAws({ ...place, endpoint: wire.endpoint }, { runtime: clock });
  const genesys = createGenesys({ ...org, gateway: { ...org.gateway, port: wire.port } }, { runtime: clock });
  let processors: ReadonlyMap<string, BuiltProcessor> = new Map();
  let live: Live | undefined;
  const secrets = new Map<string, string>();
  const secretOf = (name: string) => secrets.get(name);
  return {
    wire,
    secrets,
    aws,
    genesys,
    live: () => {
      if (live === undefined) throw new Error('Nothing was planned yet.');
      return live;
    },
    diagnose: async () =>
      diagnose({
        loaded: await loaded(cwd),
        genesys,
        aws,
        sandbox: true,
        now: clock.now,
        bundle: bundleOnce,
      }),
    plan: async (intent = 'apply', allow = {}) =>
      makePlan({
        loaded: await loaded(cwd),
        genesys,
        aws,
        queueFinder: queueFinder(genesys),
        sandbox: true,
        intent,
        secretOf,
        bundle: bundleOnce,
        now: clock.now,
        allow: { ...TRIAL_ALLOWS, ...allow },
        onRead: (read) => {
          live = read;
        },
        onProcessorsBuilt: (built) => {
          processors = built;
        },
      }),
    apply: (plan, signal) =>
      applyPlan({
        plan,
        genesys,
        aws,
        processors,
        secretOf,
        now: clock.now,
        sleep: async (milliseconds, interrupted) => {
          interrupted?.throwIfAborted();
          await clock.sleep(milliseconds);
          interrupted?.throwIfAborted();
        },
        ...(signal === undefined ? {} : { signal }),
      }),
  };
}
