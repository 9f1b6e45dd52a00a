import { ExitCode } from '../base/exit-codes.js';
import { GcxError } from '../base/gcx-error.js';
import { gcxCommand } from '../base/hints/gcx-command.js';
import type { ConnectionFlagValues } from '../features/access/connection-choice.js';
import { withAws } from '../features/access/with-aws.js';
import { parseRate, type Rate, type Redrive, requireTarget, runRedrive } from '../features/redrive/index.js';
import { type Approval, approvalFrom } from './carry-out.js';
import type { CommandHost } from './command-host.js';
import { holdLeaseFor } from './hold-lease.js';
import { noticeMasked } from './masked-notice.js';
import { type RedriveDocument, redriveDocument } from './render/redrive-json.js';
import { deadLettersInWords, foundText, redriveEndText } from './render/redrive-text.js';
import { type DeadLetterSurveyDocument, showDeadLetters } from './show-dead-letters.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The flags of `gcx redrive`. */
export interface RedriveFlags extends ConnectionFlagValues {
  readonly reason?: readonly string[] | undefined;
  readonly conversation?: string | undefined;
  readonly rate: string;
  readonly 'show-personal-data': boolean;
  readonly 'dry-run': boolean;
  readonly 'auto-approve': boolean;
  readonly wait?: string | undefined;
}

/**
 * Runs `gcx redrive`; without a target it only shows what lies in all dead-letter queues. Exit codes: 0 done or nothing
 * there, 1 declined or a `--reason` that nothing has, 4 some could not be sent, 5 marks of a newer gcx, 130 interrupted.
 */
export async function redrive(
  name: string | undefined,
  flags: RedriveFlags,
  host: CommandHost,
): Promise<RedriveDocument | DeadLetterSurveyDocument> {
  const conversation = conversationOf(flags.conversation);
  if (name === undefined) return showDeadLetters(flags, conversation, host);
  const rate = rateOf(flags.rate);
  const approval = flags['dry-run'] ? undefined : await approvalFrom(flags, host.json, dryRun(name));
  const loaded = await host.loadConfig();
  const { config } = loaded;
  const target = requireTarget(config, name);
  const done = await withAws(loaded, flags.sandbox === true, async (aws, gate) => {
    const wanted = { config, aws, gate, command: 'redrive', words: [name], wait: flags.wait } as const;
    const lease = flags['dry-run'] ? undefined : await holdLeaseFor(wanted, host);
    try {
      return await runRedrive({
        config,
        aws,
        target,
        rate,
        ...(flags.reason === undefined ? {} : { reasons: flags.reason }),
        ...(conversation === undefined ? {} : { conversation }),
        showPersonalData: flags['show-personal-data'],
        ...(approval === undefined ? {} : { approve: (count: number) => approved(count, approval) }),
        signal: host.interruptSignal(),
        observer: {
          warning: (text) => host.notice(`Warning: ${text}`),
          found: (found) => {
            for (const missing of found.missing)
              host.notice(`There is no SQS queue ${missing}: ${gcxCommand('apply')} makes it.`);
            host.print(foundText(found, host.style));
            noticeMasked(found.groups, host);
          },
          sent: (count, all) => tellProgress(count, all, host),
        },
      });
    } finally {
      await lease?.release();
    }
  });
  return tell(done, host);
}

/** Says how it went, and with which exit code. */
function tell(done: Redrive, host: CommandHost): RedriveDocument {
  const text = redriveEndText(done);
  if (text !== undefined) host.print(text);
  if (done.end.kind === 'sent') {
    for (const { id, why } of done.end.result.failures)
      host.notice(`Message ${id} could not be sent: ${why}`);
  }
  const document = redriveDocument(done);
  const code = EXIT_CODES[document.outcome];
  if (code !== ExitCode.done) host.exitWith(code);
  return document;
}

const EXIT_CODES: Readonly<Record<RedriveDocument['outcome'], ExitCode>> = {
  nothing: ExitCode.done,
  shown: ExitCode.done,
  declined: ExitCode.error,
  done: ExitCode.done,
  'in-part': ExitCode.partial,
  interrupted: ExitCode.interrupted,
};

/** What only shows them. */
function dryRun(name: string): string {
  return `Look at them first (${gcxCommand('redrive', name, '--dry-run')})`;
}

function conversationOf(text: string | undefined): string | undefined {
  if (text === undefined || UUID.test(text)) return text?.toLowerCase();
  throw new GcxError(
    {
      code: 'usage',
      what: `"${text.slice(0, 100)}" is not a conversation id.`,
      fix: 'An id looks like 36f675cc-81e7-4ef5-a8e2-5d940ed90475: it is in the URL of an interaction in Genesys Cloud.',
    },
    ExitCode.usage,
  );
}

function rateOf(text: string): Rate {
  const rate = parseRate(text);
  if (rate !== undefined) return rate;
  throw new GcxError(
    { code: 'usage', what: `"${text}" is not a rate.`, fix: 'Write --rate 10/s or --rate 300/m.' },
    ExitCode.usage,
  );
}

async function approved(count: number, approval: Approval): Promise<boolean> {
  if (approval.kind === 'given') return true;
  return approval.asker.confirm(`Send ${deadLettersInWords(count)} again?`, false);
}

/** Says now and then how far it is. */
function tellProgress(sent: number, all: number, { notice }: CommandHost): void {
  const step = Math.max(100, Math.ceil(all / 10));
  if (sent % step === 0 && sent < all) notice(`Sent ${sent} of ${all}.`);
}
