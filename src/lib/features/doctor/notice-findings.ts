import { gcxCommand } from '../../base/hints/gcx-command.js';
import type { Notice } from '../../base/notice.js';
import type { Plan, Refusal } from '../../engine/change/model.js';
import type { Weight } from '../../engine/kinds/door/difference-harm.js';
import type { Config } from '../../language/config/model.js';
import type { Finding, Reach, Unseen } from './model.js';
import {
  joinReach,
  reachOfAll,
  reachOfRoutes,
  reachOfTargets,
  routesIn,
  targetsIn,
  targetsOfConnection,
  topicsIn,
} from './reach.js';

/** What a plan's line means to events. */
type Meaning =
  /** `why`: where the line does not say it itself. */
  | { readonly is: 'finding'; readonly weight: Weight; readonly why?: string; readonly unsure?: true }
  /** Something that could not be looked at; `denied`: for lack of a permission. */
  | { readonly is: 'unseen'; readonly denied?: true }
  /** Events flow as they did, or another finding says it. */
  | { readonly is: 'nothing' };

const stops = (why?: string): Meaning => ({ is: 'finding', weight: 'stops', ...(why ? { why } : {}) });
const some = (why?: string): Meaning => ({ is: 'finding', weight: 'some', ...(why ? { why } : {}) });
const later = (why?: string): Meaning => ({ is: 'finding', weight: 'later', ...(why ? { why } : {}) });
const unsure: Meaning = { is: 'finding', weight: 'some', unsure: true };
const unseen: Meaning = { is: 'unseen' };
const denied: Meaning = { is: 'unseen', denied: true };
const nothing: Meaning = { is: 'nothing' };

const NO_DELIVERY = 'Every delivery to it fails.';

/** By code, of warnings, of what is left to people, and of refusals. A test holds that none of the engine's is missing. */
export const MEANINGS: Readonly<Record<string, Meaning>> = {
  // Genesys Cloud's side.
  'integration-error': stops(),
  'integration-not-active': stops(),
  'event-types-not-sent': some(),
  'gateway-off': stops(),
  'subscriptions-not-offered': stops(
    'It is not known whether the gateway sends the event types in the file.',
  ),
  'event-type-not-available': stops(),
  'event-type-transports-unsaid': unsure,
  'event-types-unlisted': nothing,
  'queue-renamed': later(
    'Events keep arriving, because the rules contain the id of the queue; another queue with that name is not included.',
  ),
  'integrations-full': stops('The integration in the file cannot be created.'),
  'integration-not-ours': later('Others manage it; gcx does not change it.'),
  // The event bus and its source.
  'source-pending': stops(),
  'source-deleted': stops(),
  'bus-missing': stops('No rule of the file exists: events reach no target.'),
  'bus-not-ours': later('Others manage it; gcx does not change it.'),
  'bus-full': stops('The missing rules cannot be created.'),
  'bus-wildcards-full': stops('The missing rules cannot be created.'),
  // Rules.
  'pattern-not-sent': stops(),
  'pattern-too-long': stops('The rule cannot be created.'),
  'route-delivers-nothing': stops(),
  'filter-queue': some(),
  'where-conflict': some(),
  'policy-elsewhere': unseen,
  // Targets.
  'existing-missing': stops(NO_DELIVERY),
  'fifo-deduplication': stops(NO_DELIVERY),
  'key-of-aws': stops(),
  'key-missing': stops(NO_DELIVERY),
  'key-disabled': stops(),
  'key-policy': stops(),
  'key-conditioned': unsure,
  'key-policy-unread': denied,
  'key-unread': denied,
  'key-not-set': later(),
  'key-log-policy': later(),
  'policy-full': stops('The statement that allows sending there cannot be added.'),
  'name-taken': stops('The resource in the file with that name cannot be created.'),
  'table-key': stops('The processor cannot use that table: every event fails.'),
  'function-failed': stops(NO_DELIVERY),
  'processor-order': nothing,
  'nobody-subscribed': stops(),
  'confirm-subscription': some('Until then, it receives nothing from the SNS topic.'),
  'subscription-elsewhere': unseen,
  'topic-name-too-long': stops('The SNS topic cannot be created.'),
  'topic-in-use': nothing,
  'connection-in-use': nothing,
  'alarms-not-let-in': later(),
  'log-elsewhere': later(),
  'log-policies-full': some(
    'What needs the policy is not written: the log of the event bus, or events in log groups.',
  ),
  'log-policy-too-long': some('Events are not written to the log groups that the policy does not name.'),
  // What could not be looked at.
  'tags-not-searchable': denied,
  'endpoints-not-listed': denied,
  'newer-format': unseen,
  // Of an apply, not of events.
  ...Object.fromEntries(
    [
      'accept-unused',
      'adopted',
      'archive-events',
      'bus-has-rules',
      'changed-meanwhile',
      'description-too-long',
      'environment-left',
      'event-loss',
      'harms-delivery',
      'last-target',
      'logged-by-others',
      'not-kept',
      'protected',
      'queue-not-empty',
      'log-group-not-empty',
      'record-lost',
      'renamed-from',
      'silence-not-watched',
      'routes-overlap',
      'running-pipe',
      'too-many-deletions',
      'too-many-tags',
      'twin-rule',
      'unconfirmed-subscription-stays',
      'unknown-attribute',
    ].map((code) => [code, nothing]),
  ),
};

/** What of a plan's lines is found, and what they say was not looked at. */
export interface ReadNotices {
  readonly findings: readonly Finding[];
  readonly unseen: readonly Unseen[];
}

/**
 * Pure: the plan's warnings, refusals and what it leaves to people, as findings where events are hit. A warning and what
 * people are asked to do about it are one.
 */
export function noticeFindings(
  config: Config,
  { warnings, pending, refusals, changes }: Pick<Plan, 'warnings' | 'pending' | 'refusals' | 'changes'>,
  isUnread: (notice: Notice | Refusal) => boolean,
): ReadNotices {
  const told = [...refusals, ...warnings, ...pending].filter((each) => !isUnread(each));
  const warned = new Set(warnings.map(({ code }) => code));
  const findings: Finding[] = [];
  const notSeen: Unseen[] = [];
  const mended = new Set(
    changes.flatMap(({ kind, fields }) =>
      fields.some(({ field }) => field === 'event source' || field === 'state') ? [kind] : [],
    ),
  );
  for (const notice of told) {
    const meaning = MEANINGS[notice.code] ?? nothing;
    const isAsk = pending.includes(notice);
    // What is asked of people about a warning is the warning's cure.
    const isSaid = isAsk && warned.has(notice.code);
    // An apply fixes these, and the change says it.
    const isMended = /^source-|^integration-error$/.test(notice.code) && isOneOf(mended, notice.code);
    if (meaning.is === 'nothing' || isSaid || isMended) continue;
    if (meaning.is === 'unseen') {
      notSeen.push({
        of: notice.code,
        why: notice.message,
        ...(meaning.denied === undefined ? {} : { denied: true }),
      });
      continue;
    }
    const { weight, why = '' } = meaning;
    findings.push({
      code: notice.code,
      weight: isAside(notice) ? 'later' : weight,
      stops: reachOf(config, notice),
      what: notice.message,
      why,
      cure: cureOf(notice, isAsk ? undefined : pending.find(({ code }) => code === notice.code)?.message),
      ...(meaning.unsure === undefined ? {} : { unsure: true }),
    });
  }
  return { findings, unseen: notSeen };
}

/** Whether it is about what no event passes through. */
function isAside(notice: Notice | Refusal): boolean {
  return 'change' in notice && /^(?:archive|alarm|log-group):/.test(notice.change ?? '');
}

function isOneOf(mended: ReadonlySet<string>, code: string): boolean {
  return mended.has('bus') || (code === 'integration-error' && mended.has('integration'));
}

/** What to do: as the plan says it, or asks people for it; a line that says itself whom to ask is enough. */
function cureOf(notice: Notice | Refusal, asked: string | undefined): string {
  if ('fix' in notice) return notice.fix;
  return asked ?? CURES[notice.code] ?? gcxCommand('plan');
}

const CURES: Readonly<Record<string, string>> = {
  'confirm-subscription': `Ask the receiver to open the link that AWS sent; ${gcxCommand('apply')} sends another one if SNS has dropped it`,
  'nobody-subscribed': `Give it subscribers in the file, then ${gcxCommand('apply')}`,
  'pattern-not-sent': `Correct the pattern in the file, then ${gcxCommand('apply')}`,
  'queue-renamed': 'Write the new name into the file.',
  'event-type-transports-unsaid': gcxCommand('tail'),
  'gateway-off': 'Ask the owner of the gateway to turn on EventBridge.',
};

/** What a line is about: what it names of the file, else everything. */
function reachOf(config: Config, notice: Notice | Refusal): Reach {
  const { message } = notice;
  const change = 'change' in notice ? (notice.change ?? '') : '';
  const targets = [
    ...targetsIn(config, `${message} ${change.replace(/^(?:sqs|sns)-\w+:|^lambda-permission:/, 'queue ')}`),
    ...(change.startsWith('connection:')
      ? targetsOfConnection(config, change.slice('connection:'.length))
      : []),
  ];
  const routes = routesIn(config, message);
  if (notice.code === 'confirm-subscription') {
    // Other subscribers get what is sent there.
    const topics = topicsIn(config, message);
    return { routes: reachOfTargets(config, topics).routes, targets: topics };
  }
  if (targets.length + routes.length === 0) return reachOfAll(config);
  return joinReach(config, [
    ...(routes.length === 0 ? [] : [reachOfRoutes(config, routes)]),
    ...(targets.length === 0 ? [] : [reachOfTargets(config, targets)]),
  ]);
}
