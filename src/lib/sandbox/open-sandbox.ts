import { type SandboxFiles, sandboxFiles } from '../base/sandbox-folder.js';
import { remoteControl } from './control-calls.js';
import { type EngineOptions, startEngine } from './engine.js';
import type { FolderLock } from './folder-lock.js';
import { lockOrServer } from './lock-wait.js';
import type { Sandbox, SandboxOptions, Tenant } from './model.js';
import type { SandboxControl } from './sandbox-control.js';
import type { SandboxOwner } from './sandbox-owner.js';
import { sandboxAccessKeyId, sandboxClientId } from './tenant-credentials.js';

const NOTHING_EXISTS = { topics: [], queues: [], functions: [], buses: [], eventTypes: [] };

/** What commands of this process reached, by folder: they share it. */
const shared = new Map<string, { readonly reached: Promise<Reached>; users: number }>();

/**
 * Opens a project's sandbox: through its server where one runs, else in this process from the saved state.
 * Real credentials, profiles and endpoints play no part in it.
 * @throws GcxError where another process has it, or its state, seed or faults cannot be used
 */
export async function openSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { port, secret, control, server, close, runFunctions } = await reach(options);
  const tenant: Tenant = {
    organization: options.organization.toLowerCase(),
    account: options.account,
    region: options.region,
    existing: options.existing ?? NOTHING_EXISTS,
  };
  try {
    await control.prepare(tenant);
    if (options.functionsRest !== true) runFunctions();
  } catch (error) {
    await close();
    throw error;
  }
  return {
    ...sandboxAddress(tenant, options.genesysEnvironment, { port, secret }),
    ...bind(control, tenant),
    server,
    close,
  };
}

/** Where the services of a sandbox on a port are, for a tenant. */
function sandboxAddress(
  tenant: Pick<Tenant, 'organization' | 'account' | 'region'>,
  genesysEnvironment: string,
  { port, secret }: { readonly port: number; readonly secret: string },
): Pick<Sandbox, 'genesys' | 'aws'> {
  return {
    genesys: {
      environment: genesysEnvironment,
      gateway: { protocol: 'http', host: '127.0.0.1', port },
      credentials: {
        kind: 'client',
        clientId: sandboxClientId(tenant.organization),
        clientSecret: secret,
      },
    },
    aws: {
      region: tenant.region,
      endpoint: `http://127.0.0.1:${port}`,
      credentials: {
        accessKeyId: sandboxAccessKeyId(tenant.account),
        secretAccessKey: secret,
      },
    },
  };
}

type Bound = Pick<
  Sandbox,
  'emit' | 'happened' | 'deliveries' | 'journal' | 'reset' | 'settle' | 'passTime' | 'killWorkers'
>;

function bind(control: SandboxControl, tenant: Tenant): Bound {
  return {
    emit: (request) => control.emit(tenant, request),
    happened: (events) => control.happened(tenant, events),
    deliveries: () => control.deliveries(tenant),
    journal: (filter = {}) => control.journal(filter),
    reset: () => control.reset(),
    settle: () => control.settle(),
    passTime: (milliseconds) => control.passTime(milliseconds),
    killWorkers: (functionName) => control.killWorkers(functionName),
  };
}

interface Reached {
  readonly port: number;
  readonly secret: string;
  readonly control: SandboxControl;
  readonly server: boolean;
  /** From now on functions take what waits for them; those of a server do anyway. */
  runFunctions(): void;
  close(): Promise<void>;
}

async function reach(options: SandboxOptions): Promise<Reached> {
  const files = sandboxFiles(options.folder);
  const entry = shared.get(files.folder) ?? { reached: reachAlone(options, files), users: 0 };
  shared.set(files.folder, entry);
  entry.users += 1;
  let open = true;
  const leave = async (end: () => Promise<void>): Promise<void> => {
    if (!open) return;
    open = false;
    entry.users -= 1;
    if (entry.users > 0) return;
    if (shared.get(files.folder) === entry) shared.delete(files.folder);
    await end();
  };
  try {
    const reached = await entry.reached;
    return { ...reached, close: () => leave(reached.close) };
  } catch (error) {
    await leave(async () => {});
    throw error;
  }
}

async function reachAlone(options: SandboxOptions, files: SandboxFiles): Promise<Reached> {
  const found = await lockOrServer(files);
  if (found.kind === 'server') {
    return {
      port: found.server.port,
      secret: found.server.secret,
      control: remoteControl(found.server),
      server: true,
      runFunctions: () => {},
      close: async () => {},
    };
  }
  try {
    const engine = await startEngine(engineOptions(options, files, found));
    return {
      port: engine.port,
      secret: found.owner.secret,
      control: engine.control,
      server: false,
      runFunctions: () => engine.runFunctions(),
      close: () => engine.close(),
    };
  } catch (error) {
    found.lock.release();
    throw error;
  }
}

/** How to start the engine that the options ask for. */
export function engineOptions(
  options: SandboxOptions,
  files: SandboxFiles,
  { lock, owner }: { readonly lock: FolderLock; readonly owner: SandboxOwner },
): EngineOptions {
  const { organization, account, region, latencyMs, faults, seedFile, policyFiles, deliver, queues, clock } =
    options;
  return {
    files,
    lock,
    secret: owner.secret,
    home: { organization: organization.toLowerCase(), account, region },
    ...(latencyMs === undefined ? {} : { latencyMs }),
    ...(faults === undefined ? {} : { faults }),
    ...(seedFile === undefined ? {} : { seedFile }),
    ...(policyFiles === undefined ? {} : { policyFiles }),
    ...(deliver === undefined ? {} : { deliver }),
    ...(queues === undefined ? {} : { queues }),
    ...(clock === undefined ? {} : { clock }),
  };
}
