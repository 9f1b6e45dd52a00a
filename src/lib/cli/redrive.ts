import { setTimeout as wait } from 'node:timers/promises';
import { ExitCode } from '../base/exit-codes.js';
import { GcxError } from '../base/gcx-error.js';
import { gcxCommand } from '../base/hints/gcx-command.js';
import { nearNames } from '../base/near-names.js';
import type { Aws } from '../clients/aws/model.js';
import type { ConnectionFlagValues } from '../features/access/connection-choice.js';
import { withAws } from '../features/access/with-aws.js';
import {
  awsDeadLetterQueues,
  awsSender,
  collectDeadLetters,
  type DeadLetterGroup,
  type DeadLetterQueues,
  deadLetterQueues,
  groupDeadLetters,
  parseRate,
  type Rate,
  release,
  type SentBack,
  type SortedLetter,
  sendBack,
  wayBack,
} from '../features/redrive/index.js';
import type { Config, Target } from '../language/config/model.js';
import { type Approval, approvalFrom } from './carry-out.js';
import type { CommandHost } from './command-host.js';
import { deadLettersInWords, deadLettersText } from './render/redrive-text.js';

/** The flags of `gcx redrive`. */
export interface RedriveFlags extends ConnectionFlagValues {
  readonly reason?: readonly string[] | undefined;
  readonly rate: string;
  readonly 'dry-run': boolean;
  readonly 'auto-approve': boolean;
}

/** What `gcx redrive` prints under `--json`. */
export interface RedriveDocument {
  readonly schemaVersion: 1;
  readonly outcome: 'nothing' | 'shown' | 'declined' | 'done' | 'in-part' | 'interrupted';
  readonly target: string;
  readonly queues: readonly string[];
  readonly groups: readonly DeadLetterGroup[];
  /** Whether more lie there than one run takes. */
  readonly more: boolean;
  readonly sent: number;
  readonly failed: number;
  /** Still in the dead-letter queues, of those that were shown. */
  readonly left: number;
}

/**
 * Runs `gcx redrive`. Exit codes: 0 done or nothing there, 1 declined or a `--reason` that nothing has, 4 some could not
 * be sent, 130 interrupted.
 */
export async function redrive(
  name: string,
  flags: RedriveFlags,
  host: CommandHost,
): Promise<RedriveDocument> {
  const rate = rateOf(flags.rate);
  const approval = flags['dry-run'] ? undefined : await approvalFrom(flags, host.json, dryRun(name));
  const loaded = await host.loadConfig();
  const target = targetOf(loaded.config, name);
  return withAws(loaded, flags.sandbox === true, (aws) =>
    redriveTarget({ config: loaded.config, target, aws, rate, approval, flags, host }),
  );
}

interface Work {
  readonly config: Config;
  readonly target: Target;
  readonly aws: Aws;
  readonly rate: Rate;
  readonly approval: Approval | undefined;
  readonly flags: RedriveFlags;
  readonly host: CommandHost;
}

async function redriveTarget(work: Work): Promise<RedriveDocument> {
  const { config, target, aws, rate, flags, host, approval } = work;
  const names = deadLetterQueuesOf(config, target);
  const signal = host.interruptSignal();
  const queues = awsDeadLetterQueues(aws);
  const collected = await collectDeadLetters(queues, names, rate.limit, signal);
  for (const missing of collected.missing)
    host.notice(`There is no SQS queue ${missing}: ${gcxCommand('apply')} makes it.`);
  const sorted = collected.letters.map((letter) => ({ letter, wayBack: wayBack(config, target, letter) }));
  const groups = groupDeadLetters(sorted);
  host.print(deadLettersText(target.name, names, groups, host.style));
  if (collected.more)
    host.print(
      `\nThese are the first ${sorted.length}, as many as one run takes; run it again for the rest.`,
    );
  const chosen = sorted.filter((each) => isChosen(each, flags.reason));
  const others = sorted.filter((each) => !isChosen(each, flags.reason));
  await release(
    queues,
    others.map(({ letter }) => letter),
  );
  const document = {
    schemaVersion: 1,
    target: target.name,
    queues: names,
    groups,
    more: collected.more,
    sent: 0,
    failed: 0,
    left: sorted.length,
  } as const;
  if (signal.aborted) {
    await releaseAll(queues, chosen);
    host.exitWith(ExitCode.interrupted);
    return { ...document, outcome: 'interrupted' };
  }
  if (chosen.length === 0) {
    checkReasons(flags.reason, groups);
    return { ...document, outcome: 'nothing' };
  }
  if (approval === undefined) {
    await releaseAll(queues, chosen);
    host.print(`\nWithout --dry-run, ${deadLettersInWords(chosen.length)} would be sent back.`);
    return { ...document, outcome: 'shown' };
  }
  if (!(await approved(chosen.length, approval))) {
    await releaseAll(queues, chosen);
    host.print('Nothing was sent.');
    host.exitWith(ExitCode.error);
    return { ...document, outcome: 'declined' };
  }
  const result = await sendBack(chosen, {
    queues,
    send: awsSender(aws),
    rate: rate.perSecond,
    signal,
    sleep: (ms) => wait(ms, undefined, { signal }).catch(() => undefined),
    now: Date.now,
    onProgress: progress(chosen.length, host),
  });
  return { ...document, ...tell(result, sorted.length, host) };
}

/** Says how it went, and with which exit code. */
function tell(
  { sent, left, failures }: SentBack,
  all: number,
  host: CommandHost,
): Pick<RedriveDocument, 'outcome' | 'sent' | 'failed' | 'left'> {
  host.print(`\nSent back ${deadLettersInWords(sent)}; ${all - sent} left where they were.`);
  for (const { id, why } of failures) host.notice(`Message ${id} could not be sent: ${why}`);
  const counts = { sent, failed: failures.length, left: all - sent };
  if (left > 0) {
    host.exitWith(ExitCode.interrupted);
    return { ...counts, outcome: 'interrupted' };
  }
  if (failures.length === 0) return { ...counts, outcome: 'done' };
  host.exitWith(ExitCode.partial);
  return { ...counts, outcome: 'in-part' };
}

function isChosen({ letter, wayBack: back }: SortedLetter, reasons: readonly string[] | undefined): boolean {
  return back.kind !== 'none' && (reasons === undefined || reasons.includes(letter.reason));
}

function releaseAll(queues: DeadLetterQueues, chosen: readonly SortedLetter[]): Promise<void> {
  return release(
    queues,
    chosen.map(({ letter }) => letter),
  );
}

/** A reason that no dead letter has is most likely a mistake. */
function checkReasons(reasons: readonly string[] | undefined, groups: readonly DeadLetterGroup[]): void {
  const known = [...new Set(groups.map(({ reason }) => reason))];
  const missing = (reasons ?? []).filter((reason) => !known.includes(reason));
  if (known.length === 0 || missing.length === 0) return;
  throw new GcxError({
    code: 'no-such-reason',
    what: `No dead letter has the reason ${missing.join(' or ')}.`,
    fix: `There are ${known.join(', ')}.`,
  });
}

/** What only shows them. */
function dryRun(name: string): string {
  return `Look at them first (${gcxCommand('redrive', name, '--dry-run')})`;
}

function rateOf(text: string): Rate {
  const rate = parseRate(text);
  if (rate !== undefined) return rate;
  throw new GcxError(
    { code: 'usage', what: `"${text}" is no rate.`, fix: 'Write --rate 10/s or --rate 300/m.' },
    ExitCode.usage,
  );
}

function targetOf(config: Config, name: string): Target {
  const target = Object.hasOwn(config.targets, name) ? config.targets[name] : undefined;
  if (target !== undefined) return target;
  const near = nearNames(name, Object.keys(config.targets));
  throw new GcxError({
    code: 'unknown-target',
    what: `${config.file} has no target ${name}.`,
    fix:
      near.length > 0
        ? `Did you mean ${near.join(' or ')}?`
        : `It has ${Object.keys(config.targets).join(', ')}.`,
  });
}

function deadLetterQueuesOf(config: Config, target: Target): readonly string[] {
  const names = deadLetterQueues(config, target);
  if (names.length > 0) return names;
  const users = Object.values(config.targets).filter(({ deadLetter }) => deadLetter === target.name);
  throw new GcxError({
    code: 'no-dead-letter-queue',
    what: `Target ${target.name} has no dead-letter queue.`,
    fix:
      users.length > 0
        ? `It is the dead-letter queue of others; name one of them: ${users.map(({ name }) => name).join(', ')}.`
        : 'Name one with deadLetter, at the target or in defaults.',
  });
}

async function approved(count: number, approval: Approval): Promise<boolean> {
  if (approval.kind === 'given') return true;
  return approval.asker.confirm(`Send ${deadLettersInWords(count)} back to where they were going?`, false);
}

/** Says now and then how far it is. */
function progress(all: number, { notice }: CommandHost): (sent: number) => void {
  const step = Math.max(100, Math.ceil(all / 10));
  return (sent) => {
    if (sent % step === 0 && sent < all) notice(`Sent ${sent} of ${all}.`);
  };
}
