import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { sandboxFiles } from '../../src/lib/base/sandbox-folder.js';

import { sandboxOptionsWithoutFile } from '../../src/lib/features/sandbox/sandbox-options.js';

import {
  type EmitRequest,
  type JournalEntry,
  openSandbox,
  readJournal,
  type Sandbox,
  type SandboxOptions,
  startServer,
} from '../../src/lib/sandbox/index.js';

import { sealed, unsealed } from '../../src/lib/sandbox/seal.js';
import { afterThisFile } from '../clean-up.js';
import { heldToSchema } from './held-to-schemas.js';
import { runHosted } from './hosts.js';
import { wrongSuggestions } from './suggested-commands.js';

const bin = fileURLToPath(new URL('../../bin/gcx.js', import.meta.url));
const binFolder = fileURLToPath(new URL('../../node_modules/.bin', import.meta.url));

/** How a run of gcx ended. */
export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  /** Called with each piece of stderr; may send signals. */
  readonly onStderr?: (text: string, kill: (signal: NodeJS.Signals) => void) => void;
  /** Called with each piece of stdout. */
  readonly onStdout?: (text: string) => void;
  /** Called once it runs; may send signals. */
  readonly onStart?: (kill: (signal: NodeJS.Signals) => void) => Promise<void>;
  /** A process of its own, where what the test is about is the process: signals, memory, start-up. */
  readonly ownProcess?: boolean;
}

/**
 * Runs the built gcx with an environment of its own: none of this machine's credentials, profiles or endpoints. It runs
 * in a host (see host.mjs) where a process of its own would show nothing else, and always in one of its own under
 * `GENESYS_GCX_TEST_PROCESSES=1`. No run may ever show a stack trace.
 */
export async function run(args: readonly string[], options: RunOptions): Promise<Outcome> {
  const env = { ...environmentIn(options.cwd), ...options.env };
  const outcome = wantsProcess(args, options)
    ? await runProcess(args, env, options)
    : await runHosted({ args, env, cwd: options.cwd, input: options.input ?? '' });
  expect(outcome.stdout + outcome.stderr, args.join(' ')).not.toMatch(/^\s+at .*[:(]\d+|\bbug in gcx/m);
  heldToSchema(args, outcome.stdout);
  // What stands around a suggested command within gcx: see base/hints.
  expect(outcome.stdout + outcome.stderr, args.join(' ')).not.toMatch(/[\ufdd0-\ufdd4]|\\ufdd/);
  if (!args.includes('--json'))
    expect(wrongSuggestions(outcome.stdout + outcome.stderr), args.join(' ')).toEqual([]);
  return outcome;
}

/** The environment of a run in a folder. */
export function environmentIn(folder: string): Record<string, string> {
  return {
    // A person's shell finds gcx: so what it suggests begins with its name.
    PATH: `${binFolder}:${process.env['PATH'] ?? ''}`,
    HOME: folder,
    XDG_CACHE_HOME: join(folder, '.cache'),
    // The tests work in the same sandboxes.
    XDG_STATE_HOME: process.env['XDG_STATE_HOME'] ?? '',
    // What it makes for a while is where the tests make theirs.
    ...(process.env['TMPDIR'] === undefined ? {} : { TMPDIR: process.env['TMPDIR'] }),
    NO_COLOR: '1',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}

/** What only a process of its own does: signals, a server that stays, what Node.js reads at its start. */
function wantsProcess(
  args: readonly string[],
  { onStart, onStderr, env = {}, ownProcess }: RunOptions,
): boolean {
  if (ownProcess === true || onStart !== undefined || onStderr !== undefined) return true;
  if (process.env['GENESYS_GCX_TEST_PROCESSES'] === '1') return true;
  if (Object.keys(env).some((name) => /^(NODE_|FORCE_COLOR|NO_COLOR|TERM|DEBUG)/.test(name))) return true;
  return /^(-|help\b|sandbox start\b|demo\b|autocomplete\b|$)/.test(args.join(' '));
}

async function runProcess(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  options: RunOptions,
): Promise<Outcome> {
  const child = spawn(process.execPath, [bin, ...args], { cwd: options.cwd, env });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output.stdout += text;
    options.onStdout?.(text);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output.stderr += text;
    options.onStderr?.(text, (signal) => child.kill(signal));
  });
  void options.onStart?.((signal) => child.kill(signal));
  child.stdin.on('error', () => {});
  child.stdin.end(options.input ?? '');
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  return { code, ...output };
}

/** A project's folder: a file, and a sandbox of its own. */
export class Project {
  readonly folder = mkdtempSync(join(tmpdir(), 'gcx-e2e-'));

  constructor(file?: string) {
    afterThisFile(() => rmSync(this.folder, { recursive: true, force: true, maxRetries: 3 }));
    if (file !== undefined) this.write('.genesysrc.yml', file);
  }

  /** Writes a file into the folder. */
  write(name: string, text: string): void {
    writeFileSync(join(this.folder, name), text);
  }

  /** Reads a file of the folder. */
  read(name: string): string {
    return readFileSync(join(this.folder, name), 'utf8');
  }

  /** Runs gcx in the folder. */
  gcx(args: string, options: Omit<RunOptions, 'cwd'> = {}): Promise<Outcome> {
    return run(words(args), { cwd: this.folder, ...options });
  }

  /** Runs gcx in the folder on its sandbox. */
  sandbox(args: string, options: Omit<RunOptions, 'cwd'> = {}): Promise<Outcome> {
    return this.gcx(`${args} --sandbox`, options);
  }

  /** Runs gcx on its sandbox, and expects it to end well. */
  async done(args: string): Promise<Outcome> {
    const outcome = await this.sandbox(args);
    expect(outcome, `${args}\n${outcome.stderr}\n${outcome.stdout}`).toMatchObject({ code: 0 });
    return outcome;
  }

  /** Runs gcx under `--json`, on its sandbox. stdout is exactly one document with a schema version. */
  async json(
    args: string,
    options: Omit<RunOptions, 'cwd'> = {},
  ): Promise<{ code: number | null; document: Document }> {
    const outcome = await this.sandbox(`${args} --json`, options);
    return { code: outcome.code, document: documentOf(outcome) };
  }

  /** The calls that the sandbox answered so far. */
  journal(): readonly JournalEntry[] {
    return readJournal(sandboxFiles(this.folder).journal);
  }

  /** The calls that changed something while `work` ran, but those of the lease: the pipe is not changed by it. */
  async writesOf(work: () => Promise<unknown>): Promise<readonly string[]> {
    const before = this.journal().length;
    await work();
    return this.journal()
      .slice(before)
      .filter((entry) => entry.write && entry.service !== 'ssm')
      .map((entry) => `${entry.service}:${entry.action}`);
  }

  /**
   * Runs the sandbox's server in this process until the returned function is called: `gcx --sandbox` finds it, and
   * `env` points gcx at it as if it were the real services.
   */
  async serve(
    options: Partial<SandboxOptions> = {},
  ): Promise<{ env: Record<string, string>; stop(): Promise<void> }> {
    const server = await startServer({ ...sandboxOptionsWithoutFile(this.folder), ...options });
    if (server.already || !server.state.running) throw new Error('The sandbox of this project runs already.');
    const stop = async (): Promise<void> => {
      server.stop();
      await server.ended;
    };
    afterThisFile(stop);
    return { env: { ...server.state.environment }, stop };
  }

  /** Works in the sandbox itself; its state is written when it is done. */
  async inside<T>(work: (sandbox: Sandbox) => Promise<T>, options: Partial<SandboxOptions> = {}): Promise<T> {
    const sandbox = await openSandbox({ ...sandboxOptionsWithoutFile(this.folder), ...options });
    try {
      return await work(sandbox);
    } finally {
      await sandbox.close();
    }
  }

  /** Publishes one event, and tells what became of it: `OUTCOME TARGET`, sorted; nothing where no rule matched. */
  async emit(request: EmitRequest): Promise<readonly string[]> {
    const { events } = await this.inside((sandbox) => sandbox.emit(request));
    if (events.length === 0) return ['not published'];
    return events
      .flatMap(({ deliveries }) => deliveries)
      .map(({ outcome, target }) => `${outcome} ${target?.split(':').at(-1) ?? 'before any target'}`)
      .sort();
  }

  /** Changes the sandbox's saved state, as this user's gcx would have written it: call it only while no server runs. */
  changeState(change: (json: string) => string): void {
    const files = sandboxFiles(this.folder);
    const json = unsealed(files, files.state, readFileSync(files.state, 'utf8'));
    if (json === undefined) throw new Error('The state of this project is not sealed.');
    writeFileSync(files.state, sealed(files, files.state, change(json)));
  }

  /** What the sandbox holds, without times of change, from its saved state: call it only while no server runs. */
  holdings(): Holdings {
    const state = JSON.parse(readFileSync(sandboxFiles(this.folder).state, 'utf8'));
    const regions: Region[] = state.clouds.flatMap((cloud: { state: { regions: Record<string, Region> } }) =>
      Object.values(cloud.state.regions),
    );
    const all = (kind: keyof Region): Thing[] =>
      regions.flatMap((region) => (region[kind] ?? []).map(([, { modified: _, ...thing }]) => thing));
    return {
      integrations: state.organizations.flatMap((each: { integrations: Thing[] }) => each.integrations),
      buses: all('buses'),
      rules: all('rules'),
      topics: all('topics'),
      subscriptions: all('subscriptions'),
      queues: all('queues'),
      functions: all('functions'),
      mappings: all('mappings'),
      tables: all('tables'),
      roles: all('roles'),
      logGroups: all('logGroups'),
      alarms: all('alarms'),
    };
  }
}

/** A document of `--json`; its fields are what the tests say. */
// biome-ignore lint/suspicious/noExplicitAny: any field of any command's document
export type Document = any;

// biome-ignore lint/suspicious/noExplicitAny: the sandbox's own records
type Thing = any;
type Region = Record<
  | 'buses'
  | 'rules'
  | 'topics'
  | 'subscriptions'
  | 'queues'
  | 'functions'
  | 'mappings'
  | 'tables'
  | 'roles'
  | 'logGroups'
  | 'alarms',
  [string, Thing][]
>;
/** Everything in a sandbox, by kind. */
export type Holdings = Record<keyof Region | 'integrations', Thing[]>;

/** The names of things, sorted. */
export function names(things: readonly { readonly name: string }[]): readonly string[] {
  return things.map(({ name }) => name).sort();
}

/** The one document on stdout. */
export function documentOf({ stdout }: Outcome): Document {
  const document = JSON.parse(stdout);
  expect(document.schemaVersion).toBe(1);
  return document;
}

/** Splits a command line at spaces; 'single quotes' keep words together. */
function words(line: string): readonly string[] {
  return [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}

/** The head of a file: project, organisation and account of the sandbox. */
export function head(
  options: { project?: string; suffix?: string; account?: string; bus?: string } = {},
): string {
  const { project = 'shop', suffix = 'prod', account = '111122223333', bus } = options;
  return `version: 1
project: ${project}
genesys:
  environment: mypurecloud.ie
  organization: 6513270e-269e-4d37-b2a7-4de452e6b438
${bus === undefined ? `  integration: { suffix: ${suffix} }\n` : ''}aws: { account: "${account}", region: eu-west-1${bus === undefined ? '' : `, bus: ${bus}`} }
`;
}

/** What a sandbox holds, without the notes of what gcx asked for. */
export function withoutNotes(holdings: unknown): unknown {
  return JSON.parse(
    JSON.stringify(holdings, (key, value) =>
      /^genesys-gcx:(?:asked$|format$|made:)/.test(key) ? undefined : value,
    ),
  );
}
