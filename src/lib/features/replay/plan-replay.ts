import { ExitCode } from '../../base/exit-codes.js';
import { GcxError } from '../../base/gcx-error.js';
import { gcxCommand } from '../../base/hints/gcx-command.js';
import { meantName } from '../../base/name-difference.js';
import { ownValue } from '../../base/own-value.js';
import type { Archive } from '../../clients/aws/archive-model.js';
import type { Aws } from '../../clients/aws/model.js';
import {
  archiveName,
  describedOwner,
  isMarkedBy,
  markOf,
  newerFormatOfDescription,
  newerMarksNotice,
} from '../../engine/kinds/index.js';
import { busOf } from '../../engine/plan/index.js';
import type { Config } from '../../language/config/model.js';
import { busArn, ruleArn } from '../../language/names/arn.js';
import { requireKnownFormat } from '../access/known-format.js';
import { type KnownRule, newerMarksOfRules, rulesOfAccount } from '../rules/index.js';
import type { ReplayPlan, ReplayRule } from './model.js';

const DAY = 86_400_000;
/** How long EventBridge may take until an event is in its archive, in milliseconds (its user guide). */
const ARCHIVE_DELAY = 600_000;

/** Which events go again, and where to. */
export interface ReplayScope {
  readonly config: Config;
  readonly aws: Aws;
  /** Epoch ms. */
  readonly from: number;
  readonly to: number;
  readonly now: number;
  /** Names of routes; none: all of the file's. */
  readonly routes: readonly string[];
  /** Nothing will be started: marks of a newer gcx are a warning then. */
  readonly shownOnly: boolean;
}

/**
 * Reads the archive and the live rules, and says what a replay would do. Writes nothing.
 * @throws GcxError where there is no archive of ours, a route has no rule that takes events, the times are wrong, or a newer
 * gcx wrote the marks of the archive or the rules
 */
export async function planReplay(scope: ReplayScope): Promise<ReplayPlan> {
  const { config, aws, from, to, routes } = scope;
  checkTimes(scope);
  for (const route of routes) checkRoute(config, route);
  const bus = busOf(config);
  const archive = await readArchive(config, aws, busArn(config, bus));
  const live = await rulesOfAccount(aws, config, { bus });
  const marks = [
    ...newerFormatOfDescription(`archive ${archive.name}`, archive.description),
    ...newerMarksOfRules(live),
  ];
  if (!scope.shownOnly) requireKnownFormat(marks);
  const wanted = routes.length > 0 ? [...new Set(routes)] : Object.keys(config.routes);
  const rules: ReplayRule[] = [];
  const idle: string[] = [];
  for (const route of wanted) {
    const found = live.filter((rule) => rule.owner === 'ours' && rule.route === route);
    const taking = found.filter((rule) => rule.enabled);
    if (taking.length === 0) idle.push(route);
    rules.push(...taking.map((rule) => replayRule(config, route, rule)));
  }
  if (rules.length === 0) throw noRules(idle);
  return {
    archive,
    bus,
    from,
    to,
    rules,
    warnings: [
      ...newerMarksNotice(marks).map(({ message }) => message),
      ...idle.map(idleWarning),
      ...timeWarnings(scope, archive),
    ],
  };
}

function replayRule(config: Config, route: string, { name, bus, targets }: KnownRule): ReplayRule {
  return { name, arn: ruleArn(config, bus, name), route, targets };
}

function checkTimes({ from, to, now }: ReplayScope): void {
  const problem =
    from >= to
      ? '--from must be before --to.'
      : to > now
        ? '--to is in the future: there is nothing to replay yet.'
        : undefined;
  if (problem === undefined) return;
  const times = `From ${new Date(from).toISOString()} to ${new Date(to).toISOString()}, now ${new Date(now).toISOString()}.`;
  throw new GcxError(
    { code: 'bad-time', what: problem, why: times, fix: 'Correct the times; --to now is the default.' },
    ExitCode.usage,
  );
}

function checkRoute(config: Config, route: string): void {
  if (ownValue(config.routes, route) !== undefined) return;
  const names = Object.keys(config.routes);
  throw new GcxError({
    code: 'route-not-found',
    what: `The file has no route "${route}".`,
    fix: meantName(route, names, names.length === 0 ? 'It has no routes.' : `It has: ${names.join(', ')}.`),
  });
}

async function readArchive(config: Config, aws: Aws, bus: string): Promise<Archive> {
  const name = archiveName(config);
  const archive = await aws.archives.get(name);
  if (archive === undefined) throw archiveMissing(config, name);
  if (!isMarkedBy(archive.description, markOf(config))) {
    throw new GcxError(
      {
        code: 'name-taken',
        what: `Archive ${name} is not this project and environment's: ${describedOwner(archive.description, markOf(config))}.`,
        fix: 'gcx replays from its own archives only; aws events start-replay can do it.',
      },
      ExitCode.refused,
    );
  }
  if (archive.busArn !== bus) {
    throw new GcxError(
      {
        code: 'archive-elsewhere',
        what: `Archive ${name} keeps the events of another event bus than the one in the file.`,
        why: `EventBridge replays only to the bus that the events came from: ${archive.busArn}.`,
        fix: `Write that bus into the file for the replay, or create the archive again with ${gcxCommand('apply')} (its events are deleted).`,
      },
      ExitCode.refused,
    );
  }
  if (archive.state === 'CREATE_FAILED') {
    throw new GcxError({
      code: 'archive-failed',
      what: `AWS could not make archive ${name}: ${archive.stateReason ?? 'it gave no reason'}.`,
      fix: `${gcxCommand('apply')} creates it again.`,
    });
  }
  return archive;
}

function archiveMissing(config: Config, name: string): GcxError {
  return new GcxError({
    code: 'archive-missing',
    what: `There is no archive ${name} to replay from: no events were kept.`,
    fix:
      config.archive === undefined
        ? `Write archive: { retention: 30d } into the file and run ${gcxCommand('apply')}; events that arrive from then on can be replayed.`
        : `${gcxCommand('apply')} makes it; events that arrive from then on can be replayed.`,
  });
}

function noRules(routes: readonly string[]): GcxError {
  return new GcxError({
    code: 'rules-missing',
    what: `No rule on AWS currently takes events for ${routes.length === 1 ? 'route' : 'the routes'} ${routes.join(', ')}.`,
    fix: `${gcxCommand('apply')} creates the rules of a route; a route with enabled: false takes no events.`,
  });
}

function idleWarning(route: string): string {
  return `Route ${route} receives nothing: it has no enabled rule on AWS.`;
}

function timeWarnings({ from, to, now }: ReplayScope, archive: Archive): readonly string[] {
  const warnings: string[] = [];
  if (archive.created !== undefined && from < archive.created)
    warnings.push(
      `Events before ${new Date(archive.created).toISOString()} were not kept: the archive was created at that time.`,
    );
  const { retentionDays } = archive;
  if (retentionDays > 0 && from < now - retentionDays * DAY)
    warnings.push(`Events are kept for ${retentionDays}d: older ones are gone.`);
  if (to > now - ARCHIVE_DELAY)
    warnings.push(
      'It can take ten minutes until an event is in the archive: events of the last ten minutes may be missing.',
    );
  if (archive.state !== 'ENABLED') warnings.push(`The archive is ${archive.state}; events may be missing.`);
  return warnings;
}
