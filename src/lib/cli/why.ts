import { ExitCode } from '../base/exit-codes.js';
import { GcxError } from '../base/gcx-error.js';
import { requireTarget } from '../features/redrive/index.js';
import type { OpenRulesHost } from '../features/rules/open-rules.js';
import { openRules } from '../features/rules/open-rules.js';
import { explainConversation, type Why } from '../features/why/index.js';
import type { CommandHost } from './command-host.js';
import { type WhyDocument, whyDocument } from './render/why-json.js';
import { whyText } from './render/why-text.js';

/** The flags of `gcx why`. */
export interface WhyFlags {
  readonly last: boolean;
  readonly target?: string | undefined;
  readonly sandbox: boolean;
}

/**
 * Runs `gcx why`. Exit codes: 0 it arrived, or nothing wanted it; 2 something did not arrive; 1 no such conversation, or
 * nobody can know.
 */
export async function why(
  conversation: string | undefined,
  flags: WhyFlags,
  files: OpenRulesHost,
  host: CommandHost,
): Promise<WhyDocument> {
  const { config } = files.loaded;
  if (flags.target !== undefined) requireTarget(config, flags.target);
  if ((conversation === undefined) === !flags.last) throw whichOne(conversation);
  const now = Date.now();
  const open = await openRules(files, { sandbox: flags.sandbox, offline: false, live: false });
  const answer = await explainConversation(
    {
      loaded: files.loaded,
      sandbox: flags.sandbox,
      open,
      genesys: await files.genesys(),
      aws: await files.aws(),
    },
    {
      conversation:
        conversation === undefined ? { kind: 'last', now: new Date(now) } : { kind: 'id', id: conversation },
      ...(flags.target === undefined ? {} : { target: flags.target }),
      now,
      signal: host.interruptSignal(),
    },
  );
  host.print(whyText(answer, host.style));
  const code = EXIT_CODES[answer.outcome];
  if (code !== ExitCode.done) host.exitWith(code);
  return whyDocument(answer);
}

const EXIT_CODES: Readonly<Record<Why['outcome'], ExitCode>> = {
  reached: ExitCode.done,
  'in-part': ExitCode.changes,
  nothing: ExitCode.changes,
  'not-wanted': ExitCode.done,
  unknown: ExitCode.error,
};

function whichOne(conversation: string | undefined): GcxError {
  return new GcxError(
    {
      code: 'usage',
      what:
        conversation === undefined
          ? 'Which conversation is meant is not said.'
          : 'A conversation and --last do not go together.',
      fix: 'Name a conversation by its id, or give --last.',
    },
    ExitCode.usage,
  );
}
