import { ExitCode } from '../../base/exit-codes.js';
import type { GcxError } from '../../base/gcx-error.js';
import { gcxCommand } from '../../base/hints/gcx-command.js';
import type { Aws } from '../../clients/aws/model.js';
import type { Genesys } from '../../clients/genesys/model.js';
import type { Plan } from '../../engine/change/model.js';
import type { Weight } from '../../engine/kinds/door/difference-harm.js';
import { type Live, NOTHING_ALLOWED } from '../../engine/kinds/index.js';
import { makePlan } from '../../engine/plan/index.js';
import type { Config, LoadedConfig } from '../../language/config/model.js';
import { queueFinder } from '../queues/queue-finder.js';
import type { UnresolvedQueue } from '../queues/resolve-queues.js';
import { changeFindings } from './change-findings.js';
import { deadPatterns } from './dead-patterns.js';
import { harmFindings } from './harm-findings.js';
import { lookBeside } from './live-findings.js';
import type { Diagnosis, Finding, Unseen } from './model.js';
import { nearLimits } from './near-limits.js';
import { noticeFindings } from './notice-findings.js';
import { reachOfAll, reachOfRoutes, routesIn } from './reach.js';
import { UNREAD_PARTS } from './unread-kinds.js';

/** What doctor looks at. */
export interface DiagnoseOptions {
  readonly loaded: LoadedConfig;
  readonly genesys: Genesys;
  readonly aws: Aws;
  readonly sandbox: boolean;
  /** Epoch ms; absent: as the machine's clock says. */
  readonly now?: () => number;
  /** As a plan takes it. */
  readonly bundle?: Parameters<typeof makePlan>[0]['bundle'];
  /** Told the plan that it looks at, of what could be read. */
  readonly onPlan?: (plan: Plan) => void;
}

/** Everything that was read for a diagnosis. */
export interface Examined {
  readonly config: Config;
  readonly plan: Plan;
  readonly live: Live;
  /** What failed, part by part: a permission that is missing, or something of the file that cannot be planned. */
  readonly failed: readonly { readonly part: string; readonly error: GcxError }[];
  /** Selectors of the routes that choose no queue. */
  readonly unresolved: readonly UnresolvedQueue[];
  /** What was looked at beside what a plan reads. */
  readonly beside: { readonly findings: readonly Finding[]; readonly unseen: readonly Unseen[] };
}

/**
 * Finds all that would stop an event between Genesys Cloud and each target of a file, from what is live on both sides. What
 * may not be read is told, and the rest is looked at.
 * @throws what the clients throw where nothing can be read: no credentials, no connection
 */
export async function diagnose(options: DiagnoseOptions): Promise<Diagnosis> {
  const { loaded, genesys, aws, sandbox, now, bundle } = options;
  const failed = new Map<string, GcxError>();
  const unresolved = new Map<string, UnresolvedQueue>();
  let live: Live | undefined;
  const plan = await makePlan({
    loaded,
    genesys,
    aws,
    queueFinder: queueFinder(genesys, (each) => unresolved.set(`${each.route} ${each.where}`, each)),
    sandbox,
    intent: 'apply',
    allow: NOTHING_ALLOWED,
    ...(now === undefined ? {} : { now }),
    ...(bundle === undefined ? {} : { bundle }),
    onRead: (read) => {
      live = read;
    },
    onFailed: (part, error) => failed.set(part, error),
  });
  options.onPlan?.(plan);
  if (live === undefined) throw new Error('a plan was made of nothing that was read');
  const { config } = loaded;
  return diagnosisOf({
    config,
    plan,
    live,
    failed: [...failed].map(([part, error]) => ({ part, error })),
    unresolved: [...unresolved.values()],
    beside: await lookBeside(config, aws, live),
  });
}

/** Pure: the findings of what was read, those that stop events first. */
export function diagnosisOf(examined: Examined): Diagnosis {
  const { config, plan, live, failed, unresolved, beside } = examined;
  const parts = failed.map(({ part }) => UNREAD_PARTS.get(part)).filter((part) => part !== undefined);
  const unsure = unresolvedRoutes(examined);
  const isFresh = isNotApplied(plan) && failed.every(({ error }) => error.exitCode !== ExitCode.denied);
  const notices = noticeFindings(
    config,
    plan,
    ({ code, message }) =>
      parts.some(({ codes }) => codes?.test(code) === true) ||
      // Of what is not there yet, an apply asks people.
      (isFresh && OF_WHAT_IS_THERE.has(code)) ||
      // Its live rules go on as they are.
      (code === 'route-delivers-nothing' && routesIn(config, message).some((route) => unsure.has(route))),
  );
  const scope = {
    config,
    plan,
    live,
    unread: new Set(parts.flatMap(({ kinds }) => kinds)),
    unresolved: unsure,
  };
  const denied = failed.filter(({ error }) => error.exitCode === ExitCode.denied);
  const findings = [
    ...failed.filter((each) => !denied.includes(each)).map(({ part, error }) => failure(config, part, error)),
    ...unresolved.map((each) => lostQueue(config, each)),
    ...(isFresh ? [notApplied(config)] : changeFindings(scope)),
    ...notices.findings,
    ...harmFindings(config, plan),
    ...deadPatterns(config, live, plan.subject.aws.bus),
    ...beside.findings,
    ...nearLimits(config, live),
  ];
  return {
    schemaVersion: 1,
    subject: plan.subject,
    findings: sorted(distinct(findings).map(asideWithoutRoute)),
    unseen: distinct([
      ...denied.map(({ part, error: { report } }) => ({
        of: UNREAD_PARTS.get(part)?.of ?? part,
        why: report.what,
        denied: true as const,
      })),
      ...notices.unseen,
      ...beside.unseen,
    ]),
    looked: { routes: Object.keys(config.routes).length, targets: Object.keys(config.targets).length },
  };
}

/** 2 with findings; else 3 where a permission was missing to look at all of it; else 0. */
export function doctorExitCode({ findings, unseen }: Diagnosis): ExitCode {
  if (findings.length > 0) return ExitCode.changes;
  return unseen.some(({ denied }) => denied === true) ? ExitCode.denied : ExitCode.done;
}

/** Codes of what is only so once it is there. */
const OF_WHAT_IS_THERE = new Set(['confirm-subscription', 'nobody-subscribed']);

const ORDER: Readonly<Record<Weight, number>> = { stops: 0, some: 1, later: 2 };

/** Those that stop events first; among them those that hit most routes, then targets; what is sure before what is not. */
function sorted(findings: readonly Finding[]): readonly Finding[] {
  const size = ({ stops: { routes, targets } }: Finding) => routes.length * 1_000 + targets.length;
  return findings.toSorted(
    (a, b) =>
      ORDER[a.weight] - ORDER[b.weight] ||
      Number(a.unsure === true) - Number(b.unsure === true) ||
      size(b) - size(a),
  );
}

function distinct<Item>(items: readonly Item[]): readonly Item[] {
  const texts = new Set<string>();
  return items.filter((item) => {
    const text = JSON.stringify(item);
    if (texts.has(text)) return false;
    texts.add(text);
    return true;
  });
}

/** Routes of which it is not known what their rules should match. */
function unresolvedRoutes({ config, failed, unresolved }: Examined): ReadonlySet<string> {
  const unread = failed.some(({ part }) => part === 'routes-queues');
  const withQueues = Object.values(config.routes).filter(({ queues }) => queues !== undefined);
  return new Set([
    ...unresolved.map(({ route }) => route),
    ...(unread ? withQueues.map(({ name }) => name) : []),
  ]);
}

/** Where no route sends, no event is stopped: an SNS topic that only alarms go to. */
function asideWithoutRoute(finding: Finding): Finding {
  return finding.stops.routes.length > 0 ? finding : { ...finding, weight: 'later' };
}

/** Whether nothing of the file is there: it was never applied, or was destroyed. */
function isNotApplied({ changes }: Plan): boolean {
  const own = changes.filter(({ kind }) => kind !== 'integration' && kind !== 'bus');
  return own.length > 0 && own.every(({ action }) => action === 'create');
}

function notApplied(config: Config): Finding {
  return {
    code: 'not-applied',
    weight: 'stops',
    stops: reachOfAll(config),
    what: 'Nothing that the file describes exists.',
    why: 'It was never applied to this account and organization, or everything was deleted. Events reach no target.',
    cure: gcxCommand('apply'),
  };
}

function lostQueue(config: Config, { route, where, what }: UnresolvedQueue): Finding {
  return {
    code: 'queue-not-found',
    weight: 'some',
    stops: reachOfRoutes(config, [route]),
    what: `Route ${route}: ${what} (${where})`,
    why: 'The route takes no events of this queue: it was renamed or deleted in Genesys Cloud, or these credentials cannot see it.',
    cure: `${gcxCommand('queue list')} lists the queues; then correct the file`,
  };
}

/** Something of the file that can be planned no more, as the organization or account has changed. */
function failure(config: Config, part: string, { report }: GcxError): Finding {
  const isCode = part === 'processors-code';
  return {
    code: report.code,
    weight: isCode ? 'later' : 'stops',
    stops: reachOfAll(config),
    what: [report.what, ...(report.details ?? [])].join(' '),
    why:
      report.why ??
      (isCode
        ? 'The deployed processor keeps running; nothing else can be deployed.'
        : 'The file cannot be applied in the current state.'),
    cure: report.fix ?? gcxCommand('plan'),
  };
}
