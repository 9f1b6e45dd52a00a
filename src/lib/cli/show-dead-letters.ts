import { ExitCode } from '../base/exit-codes.js';
import { GcxError } from '../base/gcx-error.js';
import { gcxCommand } from '../base/hints/gcx-command.js';
import type { ConnectionFlagValues } from '../features/access/connection-choice.js';
import { withAws } from '../features/access/with-aws.js';
import { type DeadLetterSurvey, surveyDeadLetters } from '../features/redrive/index.js';
import type { CommandHost } from './command-host.js';
import { noticeMasked } from './masked-notice.js';
import { deadLetterSurveyText } from './render/dead-letter-survey-text.js';

/** The flags of `gcx redrive` that count without a target. */
interface ShownFlags extends ConnectionFlagValues {
  readonly reason?: readonly string[] | undefined;
  readonly 'auto-approve': boolean;
  readonly 'show-personal-data': boolean;
}

/** What `gcx redrive` without a target prints under `--json`. */
export interface DeadLetterSurveyDocument extends DeadLetterSurvey {
  readonly schemaVersion: 1;
  readonly outcome: 'nothing' | 'shown' | 'interrupted';
}

/**
 * Shows the dead letters of all targets and sends nothing. Exit codes: 0, and 130 where it was interrupted.
 * @throws GcxError (exit code 64) where sending was asked for
 */
export async function showDeadLetters(
  flags: ShownFlags,
  conversation: string | undefined,
  host: CommandHost,
): Promise<DeadLetterSurveyDocument> {
  if (flags['auto-approve'])
    throw new GcxError(
      {
        code: 'usage',
        what: 'Whose dead letters to send back is not said.',
        why: 'Without a target, those of all are shown, and none is sent.',
        fix: `Look at them with ${gcxCommand('redrive')}, then name one target.`,
      },
      ExitCode.usage,
    );
  const loaded = await host.loadConfig();
  const signal = host.interruptSignal();
  const asked = {
    ...(flags.reason === undefined ? {} : { reasons: flags.reason }),
    ...(conversation === undefined ? {} : { conversation }),
    showPersonalData: flags['show-personal-data'],
  };
  const survey = await withAws(loaded, flags.sandbox === true, (aws) =>
    surveyDeadLetters({ config: loaded.config, aws, ...asked, signal }),
  );
  for (const missing of survey.missing)
    host.notice(`There is no SQS queue ${missing}: ${gcxCommand('apply')} makes it.`);
  host.print(deadLetterSurveyText(survey, asked, host.style));
  noticeMasked(survey, host);
  if (signal.aborted) host.exitWith(ExitCode.interrupted);
  const outcome = signal.aborted ? 'interrupted' : survey.count === 0 ? 'nothing' : 'shown';
  return { schemaVersion: 1, outcome, ...survey };
}
