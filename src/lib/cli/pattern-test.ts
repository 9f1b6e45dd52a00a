import { ExitCode } from '../base/exit-codes.js';
import type { ConnectionFlagValues } from '../features/access/connection-choice.js';
import { type PatternAndEvent, patternTestRequest } from '../features/pattern-test/test-pattern.js';
import type { CommandHost } from './command-host.js';

/** The flags of `gcx pattern test`. */
export type PatternTestFlags = ConnectionFlagValues &
  Parameters<typeof patternTestRequest>[0] & { readonly explain?: boolean; readonly remote: boolean };

/** What `gcx pattern test` needs of its command. */
export type PatternTestHost = Pick<CommandHost, 'style' | 'print' | 'notice' | 'exitWith' | 'loadConfig'>;

/** Tests one pattern on one event, or a file of cases. Throws GcxError for what is no pattern, no event, no file. */
export async function runPatternTest(flags: PatternTestFlags, host: PatternTestHost): Promise<object> {
  const request = patternTestRequest(flags);
  return 'cases' in request ? runFileOfCases(request.cases, host) : testOne(request, flags, host);
}

async function runFileOfCases(file: string, host: PatternTestHost): Promise<object> {
  const { readInput } = await import('../features/input/read-input.js');
  const { runCases } = await import('../language/patterns/index.js');
  const { casesText, refusedEventsText } = await import('./render/pattern-test-text.js');
  const report = runCases(await readInput(file));
  const refused = refusedEventsText(report);
  if (refused !== undefined) host.notice(refused);
  host.print(casesText(report));
  if (report.failed > 0) host.exitWith(ExitCode.error);
  return { schemaVersion: 1, ...report };
}

async function testOne(
  request: PatternAndEvent,
  flags: PatternTestFlags,
  host: PatternTestHost,
): Promise<object> {
  const { patternVerdict } = await import('../features/pattern-test/pattern-verdict.js');
  const { verdictText } = await import('./render/pattern-test-text.js');
  const explained = flags.explain === undefined ? 'misses' : flags.explain ? 'all' : 'none';
  const { verdict, notices, texts } = await patternVerdict(request, explained);
  for (const notice of notices) host.notice(notice);
  host.print(verdictText(verdict, host.style));
  if (!verdict.matches) host.exitWith(ExitCode.error);
  if (!flags.remote) return { schemaVersion: 1, ...verdict };
  const { remoteVerdict, remoteVerdictLine } = await import('../features/pattern-test/remote-verdict.js');
  const remote = await remoteVerdict(texts, verdict.matches, { flags, load: () => host.loadConfig() });
  host.print(remoteVerdictLine(remote));
  if (!remote.agrees) host.exitWith(ExitCode.error);
  return { schemaVersion: 1, ...verdict, remote };
}
