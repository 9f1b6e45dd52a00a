import { GcxError } from '../../base/gcx-error.js';
import type { LoadedConfig } from '../../language/config/model.js';
import type { ConnectionFlagValues } from '../access/connection-choice.js';
import { openSides, optionalConfig } from '../access/index.js';

/** What AWS's TestEventPattern says, beside gcx's own answer. */
export interface RemoteVerdict {
  readonly matches: boolean;
  readonly agrees: boolean;
}

/**
 * Asks AWS's TestEventPattern the same question; a file is not needed.
 * @param matches gcx's own answer
 * @param host the command line, and how it loads the file
 * @throws GcxError where AWS calls the pattern invalid, which gcx does not, and what the client throws
 */
export async function remoteVerdict(
  texts: { readonly pattern: string; readonly event: string },
  matches: boolean,
  host: { readonly flags: ConnectionFlagValues; readonly load: () => Promise<LoadedConfig> },
): Promise<RemoteVerdict> {
  const config = await optionalConfig(host.load, host.flags);
  const sides = await openSides({
    ...(config === undefined ? {} : { config }),
    sandbox: host.flags.sandbox === true,
    env: process.env,
    cwd: process.cwd(),
  });
  const answer = await sides.aws.events.testPattern(texts.pattern, texts.event).finally(() => sides.close());
  if ('matches' in answer) return { matches: answer.matches, agrees: answer.matches === matches };
  throw new GcxError({
    code: 'disagreement',
    what: 'AWS calls this pattern invalid; gcx does not.',
    where: 'AWS events:TestEventPattern',
    why: answer.invalid,
    fix: 'AWS decides. Please report the pattern: gcx should have found this.',
  });
}

/** The verdict as a line. */
export function remoteVerdictLine({ matches, agrees }: RemoteVerdict): string {
  const word = matches ? 'match' : 'no match';
  return agrees
    ? `AWS agrees: ${word}.`
    : `AWS DISAGREES: ${word}. AWS decides; please report this pattern and event.`;
}
