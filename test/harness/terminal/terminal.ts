import { type ChildProcess, spawn } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';

/** Keys as a terminal sends them. */
export const keys = {
  enter: '\r',
  down: '\u001b[B',
  up: '\u001b[A',
  space: ' ',
  escape: '\u001b',
  interrupt: '\u0003',
} as const;

/** What runs on the terminal. */
export interface TerminalProgram {
  /** A line of sh. */
  readonly command: string;
  readonly cwd: string;
  /** The whole environment. */
  readonly env: Readonly<Record<string, string>>;
  /** Absent: 80. */
  readonly columns?: number;
  /** Absent: 24. */
  readonly rows?: number;
}

/** Longest that a text is waited for, ms: only what hangs ends so, however busy the machine is. Less than a test may take. */
const WAIT = 500_000;

/**
 * A program on a real pseudo-terminal, which `script` of util-linux opens: wait for a text, send keys.
 * @example
 * const terminal = new Terminal({ command: 'gcx init --sandbox', cwd, env });
 * await terminal.after('Project name', keys.enter);
 * expect(await terminal.ended()).toBe(0);
 */
export class Terminal {
  private readonly child: ChildProcess;
  private readonly closed: Promise<number | null>;
  private readonly listeners = new Set<() => void>();
  private read = 0;
  private over = false;
  /** All that was shown so far, without colors and movements of the cursor. */
  screen = '';
  /** The same, as it was sent. */
  raw = '';

  constructor({ command, cwd, env, columns = 80, rows = 24 }: TerminalProgram) {
    this.child = spawn('script', ['-qefc', `stty cols ${columns} rows ${rows}; ${command}`, '/dev/null'], {
      cwd,
      env: { TERM: 'xterm', SHELL: '/bin/sh', ...env },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.raw += text;
      this.screen += stripVTControlCharacters(text).replaceAll('\r', '');
      for (const listener of this.listeners) listener();
    });
    this.closed = new Promise((resolve, reject) => {
      this.child.once('error', reject);
      this.child.once('close', (code) => {
        this.over = true;
        for (const listener of this.listeners) listener();
        resolve(code);
      });
    });
  }

  /** Waits for a text after what was waited for before. Throws with what is on the screen where it does not come. */
  async shows(text: string): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const end = (): void => {
        clearTimeout(timer);
        this.listeners.delete(look);
      };
      const look = (): void => {
        const at = this.screen.indexOf(text, this.read);
        if (at !== -1) {
          this.read = at + text.length;
          end();
          resolve();
        } else if (this.over) {
          end();
          reject(
            new Error(
              `"${text}" did not come before the end. On the screen:\n${this.screen.slice(this.read)}`,
            ),
          );
        }
      };
      const timer = setTimeout(() => {
        end();
        this.kill();
        reject(new Error(`"${text}" does not come. On the screen:\n${this.screen.slice(this.read)}`));
      }, WAIT);
      this.listeners.add(look);
      look();
    });
  }

  /** Sends keys, as they are. */
  send(...sent: readonly string[]): void {
    this.child.stdin?.write(sent.join(''));
  }

  /** Waits for a text, then sends keys. */
  async after(text: string, ...sent: readonly string[]): Promise<void> {
    await this.shows(text);
    this.send(...sent);
  }

  /** Waits for the end of the program; its exit code. Throws with what is on the screen where it does not end. */
  async ended(): Promise<number | null> {
    let timer: NodeJS.Timeout | undefined;
    const never = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        this.kill();
        reject(new Error(`It does not end. On the screen:\n${this.screen.slice(this.read)}`));
      }, WAIT);
    });
    return Promise.race([this.closed, never]).finally(() => clearTimeout(timer));
  }

  /** Ends it, where a test goes wrong. */
  kill(): void {
    this.child.kill('SIGKILL');
  }
}
