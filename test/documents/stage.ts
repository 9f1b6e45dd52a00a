import { spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import type { Server } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { sandboxFiles } from '../../src/lib/base/sandbox-folder.js';
import { environmentIn } from '../e2e/gcx.js';
import { ROOT } from './code-blocks.js';
import { openDoor } from './gcx-door.js';

/** How one command of a block ended. */
export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * The folder in which the shell blocks of a document run, one after another: a copy of a folder of the clone, or a new
 * folder with a file of the clone as its `.genesysrc.yml`. `gcx`, `npx gcx` and `npx genesys-gcx` are the built gcx.
 */
export class Stage {
  readonly #root = mkdtempSync(join(tmpdir(), 'gcx-document-'));
  readonly folder = join(this.#root, 'work');
  #door: Server | undefined;
  #runs = 0;

  constructor(place: string) {
    const from = join(ROOT, place);
    mkdirSync(this.folder);
    if (place === 'an empty folder') return;
    if (!existsSync(from)) throw new Error(`There is no ${place} to run it in.`);
    if (statSync(from).isDirectory()) cpSync(from, this.folder, { recursive: true });
    else {
      cpSync(from, join(this.folder, '.genesysrc.yml'));
      cpSync(join(ROOT, 'config/handlers'), join(this.folder, 'config/handlers'), { recursive: true });
    }
  }

  /** Runs the commands in one bash, each as a person types it; what one sets the next has. */
  async run(
    commands: readonly string[],
    env: Readonly<Record<string, string>> = {},
  ): Promise<readonly Ran[]> {
    const bin = join(this.#root, 'bin');
    this.#door ??= await this.#openDoor(bin);
    const log = join(this.#root, `run-${this.#runs++}`);
    mkdirSync(log);
    const script = commands.map(
      (command, at) =>
        `eval ${quoted(command)} >${log}/${at}.out 2>${log}/${at}.err; echo $? >${log}/${at}.code`,
    );
    const given = { ...environmentIn(this.folder), ...env };
    const shell = spawn('bash', ['-c', script.join('\n')], {
      cwd: this.folder,
      env: { ...given, PATH: `${bin}:${given['PATH'] ?? ''}`, GCX_DOOR: join(this.#root, 'door') },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    await new Promise((resolve, reject) => shell.once('close', resolve).once('error', reject));
    return commands.map((_, at) => ({
      code: Number(textOf(`${log}/${at}.code`) || 1),
      stdout: textOf(`${log}/${at}.out`),
      stderr: textOf(`${log}/${at}.err`),
    }));
  }

  /** Writes a file of the folder. */
  write(name: string, text: string): void {
    mkdirSync(dirname(join(this.folder, name)), { recursive: true });
    writeFileSync(join(this.folder, name), text);
  }

  /** Reads a file of the folder. */
  read(name: string): string {
    return readFileSync(join(this.folder, name), 'utf8');
  }

  /** Takes it away, with the sandbox's server where a block has started one. */
  async close(): Promise<void> {
    if (existsSync(sandboxFiles(this.folder).server)) await this.run(['gcx sandbox stop']);
    await new Promise((resolve) =>
      this.#door === undefined ? resolve(undefined) : this.#door.close(resolve),
    );
    rmSync(this.#root, { recursive: true, force: true, maxRetries: 3 });
  }

  async #openDoor(bin: string): Promise<Server> {
    mkdirSync(bin);
    const program = (name: string, text: string): void => {
      writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`);
      chmodSync(join(bin, name), 0o755);
    };
    const door = `exec ${quoted(process.execPath)} ${quoted(join(ROOT, 'test/documents/door.mjs'))}`;
    program('gcx', `${door} gcx "$@"`);
    program('aws', `${door} aws "$@"`);
    program(
      'npx',
      'case "$1" in gcx|genesys-gcx) shift; exec gcx "$@";; esac; echo "npx $1 is not run here" >&2; exit 70',
    );
    return openDoor(join(this.#root, 'door'));
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function textOf(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}
