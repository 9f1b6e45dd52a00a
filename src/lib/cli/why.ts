import { ExitCode } from '../base/exit-codes.js';
import { GcxError } from '../base/gcx-error.js';
import { timeOnAws } from '../clients/aws/time-on-aws.js';
import type { ConversationRequest } from '../features/conversation/index.js';
import { requireTarget } from '../features/redrive/index.js';
import { type OpenRules, type OpenRulesHost, openRules } from '../features/rules/open-rules.js';
import {
  aroundTime,
  type Candidate,
  candidatesOf,
  explainConversation,
  explainMany,
  lastDay,
  sinceTime,
  type Why,
  type WhyMany,
} from '../features/why/index.js';
import type { CommandHost } from './command-host.js';
import { noticeMasked } from './masked-notice.js';
import { whyDocument } from './render/why-json.js';
import { candidatesText, whyManyText } from './render/why-many-text.js';
import { whyText } from './render/why-text.js';

/** The flags of `gcx why`. */
export interface WhyFlags {
  readonly last: boolean;
  readonly phone?: string | undefined;
  readonly around?: string | undefined;
  readonly queue?: string | undefined;
  readonly since?: string | undefined;
  readonly target?: string | undefined;
  readonly 'show-personal-data': boolean;
  readonly sandbox: boolean;
}

/** What the command works with. */
interface Work {
  readonly flags: WhyFlags;
  readonly files: OpenRulesHost;
  readonly open: OpenRules;
  readonly host: CommandHost;
  /** Epoch ms. */
  readonly now: number;
}

/**
 * Runs `gcx why`. Exit codes: 0 it arrived, or nothing wanted it; 2 something did not arrive; 1 no such conversation, or
 * nobody can know.
 */
export async function why(
  [conversation, ...others]: readonly string[],
  flags: WhyFlags,
  files: OpenRulesHost,
  host: CommandHost,
): Promise<object> {
  // What is too much is not repeated: it can be the rest of a phone number that was not put in quotes.
  if (others.length > 0)
    throw usage('More is said than one conversation.', 'Name one; put a number that has spaces in quotes.');
  requireOneQuestion(conversation, flags);
  if (flags.target !== undefined) requireTarget(files.loaded.config, flags.target);
  const open = await openRules(files, { sandbox: flags.sandbox, offline: false, live: false });
  const now = await timeOf(flags, files);
  const work: Work = { flags, files, open, host, now };
  if (flags.queue !== undefined) return ofQueue(flags.queue, work);
  if (flags.phone !== undefined) return ofNumber(flags.phone, work);
  return ofOne(conversation === undefined ? { kind: 'last', now: new Date(now) } : idOf(conversation), work);
}

/** Several conversations of a number are told without AWS: only the sandbox's clock can differ from this machine's by much. */
async function timeOf({ phone, sandbox }: WhyFlags, files: OpenRulesHost): Promise<number> {
  return phone !== undefined && !sandbox ? Date.now() : timeOnAws(await files.aws());
}

async function ofOne(conversation: ConversationRequest, work: Work): Promise<object> {
  const { flags, host, now } = work;
  const asked = {
    conversation,
    now,
    signal: host.interruptSignal(),
    showPersonalData: flags['show-personal-data'],
    ...targetOf(work),
  };
  const answer = await explainConversation(await sidesOf(work), asked);
  host.print(whyText(answer, host.style));
  noticeMasked(answer, host);
  endWith(EXIT_CODES[answer.outcome], host);
  return whyDocument(answer);
}

async function ofQueue(name: string, work: Work): Promise<object> {
  const { flags, open, host, now } = work;
  const from = sinceTime(flags.since ?? 'yesterday', now);
  const queue = await open.book.find(name);
  const asked = { queueId: queue.id, from, now, signal: host.interruptSignal(), ...targetOf(work) };
  const many = await explainMany(await sidesOf(work), asked);
  host.print(whyManyText(many, queue.name ?? queue.id, host.style));
  endWith(exitCodeOf(many), host);
  const times = { from: from.toISOString(), to: new Date(now).toISOString() };
  return { schemaVersion: 1, ...many, ...times };
}

/** One conversation of the number is told of at once; of several, which they are. */
async function ofNumber(phone: string, work: Work): Promise<object> {
  const { flags, files, open, host, now } = work;
  const number = phone === '-' ? await readNumber() : phone;
  const time = flags.around === undefined ? lastDay(now) : aroundTime(flags.around, now);
  const candidates = await candidatesOf(await files.genesys(), number, time);
  const [only, ...others] = candidates;
  if (only !== undefined && others.length === 0) return ofOne(idOf(only.id), work);
  await open.learn(candidates.flatMap(({ queueIds }) => queueIds));
  host.print(candidatesText(candidates, open.book.nameOf, host.style));
  if (only === undefined) endWith(ExitCode.error, host);
  return { schemaVersion: 1, candidates: candidates satisfies readonly Candidate[] };
}

async function readNumber(): Promise<string> {
  const { readInput } = await import('../features/input/read-input.js');
  return (await readInput('-')).trim();
}

async function sidesOf({ files, open, flags }: Work) {
  const [genesys, aws] = [await files.genesys(), await files.aws()];
  return { loaded: files.loaded, sandbox: flags.sandbox, open, genesys, aws };
}

function targetOf({ flags: { target } }: Work): { readonly target?: string } {
  return target === undefined ? {} : { target };
}

function idOf(id: string): ConversationRequest {
  return { kind: 'id', id };
}

const EXIT_CODES: Readonly<Record<Why['outcome'], ExitCode>> = {
  reached: ExitCode.done,
  'in-part': ExitCode.changes,
  nothing: ExitCode.changes,
  'not-wanted': ExitCode.done,
  unknown: ExitCode.error,
};

/** The worst of what became of them: something that did not arrive, then what nobody can know. */
function exitCodeOf({ groups }: WhyMany): ExitCode {
  const codes = groups.map(({ outcome }) => EXIT_CODES[outcome]);
  return [ExitCode.changes, ExitCode.error].find((code) => codes.includes(code)) ?? ExitCode.done;
}

function endWith(code: ExitCode, host: CommandHost): void {
  if (code !== ExitCode.done) host.exitWith(code);
}

/** @throws GcxError with exit code 64 where not one thing alone is asked */
function requireOneQuestion(
  conversation: string | undefined,
  { last, phone, queue, around, since }: WhyFlags,
): void {
  const asked = [
    ...(conversation === undefined ? [] : ['a conversation']),
    ...(last ? ['--last'] : []),
    ...(phone === undefined ? [] : ['--phone']),
    ...(queue === undefined ? [] : ['--queue']),
  ];
  if (asked.length === 0)
    throw usage(
      'Which conversation is meant is not said.',
      'Name one by its id, or give --last, --phone or --queue.',
    );
  if (asked.length > 1) throw usage(`${asked.join(' and ')} cannot be used together.`, 'Give one of them.');
  if (around !== undefined && phone === undefined) throw usage('--around goes with --phone.', 'Give both.');
  if (since !== undefined && queue === undefined) throw usage('--since goes with --queue.', 'Give both.');
}

function usage(what: string, fix: string): GcxError {
  return new GcxError({ code: 'usage', what, fix }, ExitCode.usage);
}
