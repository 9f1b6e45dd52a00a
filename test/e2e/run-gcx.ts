import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const bin = resolve('bin/gcx.js');

/** How a run of gcx ended. */
export interface GcxRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a run is given; the environment holds nothing of this machine's credentials. */
export interface GcxOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  /** Called with the process, e.g. to interrupt it. */
  readonly started?: (child: ReturnType<typeof spawn>) => void;
}

/** Runs the built gcx as a user would. */
export function gcx(argv: readonly string[], options: GcxOptions = {}): Promise<GcxRun> {
  const child = spawn(process.execPath, [bin, ...argv], {
    cwd: options.cwd ?? tmpdir(),
    env: { PATH: process.env['PATH'] ?? '', HOME: tmpdir(), ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  child.stdin.end(options.stdin ?? '');
  options.started?.(child);
  return new Promise((done, failed) => {
    child.on('error', failed);
    child.on('close', (code) => done({ code, stdout, stderr }));
  });
}

/** A new folder with a file in it. */
export function projectFolder(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'gcx-e2e-'));
  writeFileSync(join(folder, '.genesysrc.yml'), text);
  return folder;
}

/** A small file: one route, an SQS queue, dead letters. */
export const smallFile = `version: 1
project: events
genesys:
  environment: mypurecloud.ie
  organization: 6513270e-269e-4d37-b2a7-4de452e6b438
  integration: { suffix: prod }
aws: { account: "111122223333", region: eu-west-1 }
targets:
  inbox: { sqs: { create: events-inbox } }
routes:
  sales:
    events: [conversation.acd.end]
    queues: ["Sales Support"]
    targets: [inbox]
`;
