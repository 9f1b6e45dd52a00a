import { setTimeout as delay } from 'node:timers/promises';
import { ExitCode } from '../base/exit-codes.js';
import { GcxError } from '../base/gcx-error.js';
import { gcxCommand } from '../base/hints/gcx-command.js';
import { Limits } from '../base/limits.js';
import type { ConnectionFlagValues } from '../features/access/connection-choice.js';
import { openSides, type Sides } from '../features/access/index.js';
import { settleSandbox } from '../features/access/with-aws.js';
import { whoHolds } from '../features/lease/index.js';
import { type PipeStatus, readStatus, type Verdict, verdictOf } from '../features/status/index.js';
import { durationText, parseDuration } from '../language/config/index.js';
import type { LoadedConfig } from '../language/config/model.js';
import type { CommandHost } from './command-host.js';
import { writeMarkdown } from './markdown-flag.js';
import { type StatusDocument, statusDocument } from './render/status-json.js';
import { statusMarkdown } from './render/status-markdown.js';
import { statusText } from './render/status-text.js';

/** The flags of `gcx status`. */
export interface StatusFlags extends ConnectionFlagValues {
  readonly since: string;
  readonly watch: boolean;
  readonly markdown?: string | undefined;
  readonly html?: string | undefined;
  readonly open?: boolean | undefined;
  readonly reasons: boolean;
  readonly 'with-ids'?: boolean | undefined;
}

/** Where a status is drawn again and again. */
export interface Screen {
  /** Lines of the terminal. */
  readonly rows: number;
  /** Draws text over all that is there. */
  readonly redraw: (text: string) => void;
}

/** ms between two drawings of `--watch`: SQS tells what waits at once, CloudWatch a new minute each minute. */
const WATCH_MS = 20_000;

/**
 * Runs `gcx status`. Exit codes: 2 where events fail or are kept from coming now, else 3 where credentials or a permission
 * are missing, 1 where something else could not be read, else 0; 130 for a watch that was ended.
 * @param screen undefined where stdout is no terminal
 */
export async function status(
  flags: StatusFlags,
  host: CommandHost,
  screen: Screen | undefined,
): Promise<StatusDocument> {
  const seconds = sinceSeconds(flags.since);
  if (flags.watch) requireScreen(screen, host.json);
  const loaded = await host.loadConfig();
  const { config } = loaded;
  const sandbox = flags.sandbox === true;
  const open = () => openSides({ config, sandbox, env: process.env, cwd: process.cwd() });
  const sides = await open();
  try {
    const held = await whoHolds(config, sides.aws);
    if (held !== undefined) host.notice(held);
    // What is looked at is out of sight for a moment: a redrive under way would not find it, and a watch looks all the time.
    const withIds = flags['with-ids'] === true;
    const looks = flags.reasons && held === undefined && !flags.watch;
    const first = await readOnce(loaded, sides, sandbox, seconds, looks ? { ids: withIds } : undefined);
    if (!flags.watch || screen === undefined) {
      host.print(statusText(first.pipe, first.verdict, host.style));
      writeMarkdown(flags.markdown, () => statusMarkdown(first.pipe, first.verdict));
      if (flags.html !== undefined) {
        const { writeStatusPage } = await import('./write-status-page.js');
        const page = { loaded, ...first, genesys: () => sides.genesys(), aws: sides.aws, sandbox };
        await writeStatusPage(page, { file: flags.html, open: flags.open === true, withIds }, host);
      }
      host.exitWith(first.verdict.exitCode);
      return statusDocument(first.pipe, first.verdict);
    }
    // Between two drawings, others work on the sandbox: it is held only while it is read.
    if (sandbox) await sides.close();
    const again = async () => {
      const now = sandbox ? await open() : sides;
      try {
        return await readOnce(loaded, now, sandbox, seconds);
      } finally {
        if (sandbox) await now.close();
      }
    };
    const last = await watch(first, again, host, screen);
    return statusDocument(last.pipe, last.verdict);
  } finally {
    await sides.close();
  }
}

/** What is shown. */
interface Read {
  readonly pipe: PipeStatus;
  readonly verdict: Verdict;
}

async function readOnce(
  loaded: LoadedConfig,
  sides: Sides,
  sandbox: boolean,
  seconds: number,
  letters?: { readonly ids: boolean },
): Promise<Read> {
  if (sandbox) await settleSandbox(loaded.config, true);
  const { aws } = sides;
  const source = {
    loaded,
    genesys: () => sides.genesys(),
    aws,
    sandbox,
    now: Date.now,
    ...(letters === undefined ? {} : { letters }),
  };
  const pipe = await readStatus(source, seconds);
  return { pipe, verdict: verdictOf(pipe) };
}

/** Draws it until somebody interrupts. @returns what was drawn last */
async function watch(
  first: Read,
  again: () => Promise<Read>,
  host: CommandHost,
  screen: Screen,
): Promise<Read> {
  const signal = host.interruptSignal();
  for (let now = first; ; now = await again()) {
    screen.redraw(onScreen(statusText(now.pipe, now.verdict, host.style), screen.rows));
    await delay(WATCH_MS, undefined, { signal }).catch(() => {});
    if (!signal.aborted) continue;
    host.exitWith(ExitCode.interrupted);
    return now;
  }
}

/** What fits on the screen, its last line free. */
function onScreen(text: string, rows: number): string {
  const lines = text.split('\n');
  if (lines.length < rows) return text;
  const kept = lines.slice(0, Math.max(1, rows - 2));
  return [...kept, `… ${lines.length - kept.length} more lines`].join('\n');
}

function requireScreen(screen: Screen | undefined, json: boolean): void {
  if (screen !== undefined && !json) return;
  throw new GcxError(
    {
      code: 'usage',
      what: json
        ? 'With --watch there is no one document for --json.'
        : 'There is no terminal for --watch to draw on.',
      fix: `Leave --watch out: ${gcxCommand('status', ...(json ? ['--json'] : []))}`,
    },
    ExitCode.usage,
  );
}

/**
 * Seconds of `--since`.
 * @throws GcxError with exit code 64 where it is no duration, or none that CloudWatch can answer
 */
function sinceSeconds(text: string): number {
  const seconds = parseDuration(text.replace(/\s*\bago$/, ''));
  const most = Limits.metricHoursDays * 86_400;
  if (seconds !== undefined && seconds >= 300 && seconds <= most) return seconds;
  throw new GcxError(
    {
      code: 'bad-duration',
      what:
        seconds === undefined
          ? `--since ${text} is not a duration.`
          : `--since ${text} is not from 5m to ${durationText(most)}: CloudWatch's numbers come minutes late, and are kept so long.`,
      fix: 'Write it as 30m, 24h or 7d.',
    },
    ExitCode.usage,
  );
}
