import { counted } from '../../../base/words.js';
import { numberOf, sumOf } from '../../../features/status/counts.js';
import type { Flow, Presence, RouteStatus, TargetStatus } from '../../../features/status/model.js';
import { refusingTargets } from '../../../features/status/refusing-targets.js';
import { reportedOf } from '../../../features/status/route-numbers.js';
import { keptIn, thingsOf } from '../../../features/status/target-things.js';
import { numberText } from '../status-words.js';
import { hitsOf } from './findings.js';
import type { Health, PageFacts } from './model.js';

/** How something is, and why in a few words. */
export interface Judged {
  readonly health: Health;
  readonly says: string;
}

/** The signs of the page: color alone says nothing. */
export const SIGNS: Readonly<Record<Health, { readonly sign: string; readonly word: string }>> = {
  good: { sign: '✓', word: 'events went through' },
  calm: { sign: '•', word: 'there' },
  quiet: { sign: '–', word: 'no event seen' },
  look: { sign: '!', word: 'look at it' },
  bad: { sign: '✕', word: 'trouble' },
  off: { sign: '○', word: 'disabled' },
  unknown: { sign: '?', word: 'not known' },
};

/** Whether a person should look at it. */
export function isTrouble(health: Health): boolean {
  return health === 'bad' || health === 'look' || health === 'unknown';
}

/** How a route is. */
export function judgeRoute({ enabled, rules, numbers }: RouteStatus): Judged {
  const failed = reportedOf(numbers, 'failed');
  const matched = numberOf(numbers.matched) ?? 0;
  if (rules?.length === 0) return { health: 'bad', says: 'not applied' };
  if (numbers.failing !== undefined) return { health: 'bad', says: 'deliveries fail' };
  if (!enabled) return { health: 'off', says: 'disabled in the file' };
  if (rules?.some((rule) => !rule.enabled) === true) return { health: 'bad', says: 'a rule is disabled' };
  if (failed !== undefined && failed > 0) return { health: 'look', says: `${numberText(failed)} failed` };
  if (
    rules === undefined ||
    numbers.matched.count.kind === 'unknown' ||
    (matched > 0 && failed === undefined)
  )
    return { health: 'unknown', says: 'could not be read' };
  return matched > 0
    ? { health: 'good', says: 'no failed delivery reported' }
    : { health: 'quiet', says: 'no event' };
}

/** How a target is, by what its own service says, dead letters of it show, and doctor finds. */
export function judgeTarget(facts: Pick<PageFacts, 'status' | 'examination'>, target: TargetStatus): Judged {
  const { name } = target;
  const { routes, targets } = facts.status;
  if (routes.some((route) => refusingTargets(route, targets).includes(name)))
    return { health: 'bad', says: 'refuses deliveries' };
  const judged = judgeOwn(target);
  const hits = hitsOf(facts, { kind: 'target', name }).filter(({ weight }) => weight !== 'later').length;
  if (hits === 0 || isTrouble(judged.health)) return judged;
  return { health: 'look', says: `doctor finds ${counted(hits, 'thing')}` };
}

/** How it is by what its own service says. */
function judgeOwn(target: TargetStatus): Judged {
  const { topics = [], function: of, arn } = target;
  const gone = goneOf(target);
  if (gone !== undefined) return judgePresence(gone);
  const dead = keptIn(target)?.waiting ?? 0;
  if (dead > 0) return { health: 'look', says: `${numberText(dead)} dead letters` };
  const failed = numberOf({ count: sumOf(topics.map((topic) => topic.failed.count)) }) ?? 0;
  if (failed > 0) return { health: 'look', says: `${numberText(failed)} failed to subscribers` };
  if (topics.some(({ subscribers = [] }) => subscribers.some((each) => !each.confirmed)))
    return { health: 'look', says: 'a subscriber has to confirm' };
  if (of !== undefined) return judgeFunction(of);
  return arn === undefined ? judgePresence('there') : { health: 'unknown', says: 'gcx does not read it' };
}

function judgeFunction({ errors, throttles }: { readonly errors: Flow; readonly throttles: Flow }): Judged {
  const [failed, slowed] = [numberOf(errors) ?? 0, numberOf(throttles) ?? 0];
  if (failed > 0) return { health: 'look', says: `${numberText(failed)} errors, of all callers` };
  if (slowed > 0) return { health: 'look', says: `${numberText(slowed)} throttled, of all callers` };
  return judgePresence('there');
}

/** Of a target's things: what is missing matters more than what is not known. Undefined: all are there. */
function goneOf(target: TargetStatus): Presence | undefined {
  const gone = thingsOf(target)
    .map(({ thing }) => thing.state)
    .filter((state) => state !== 'there');
  return gone.find((state) => state === 'missing') ?? gone[0];
}

function judgePresence(state: Presence): Judged {
  switch (state) {
    case 'there':
      return { health: 'calm', says: '' };
    case 'missing':
      return { health: 'bad', says: 'not there' };
    case 'unknown':
      return { health: 'unknown', says: 'could not be read' };
    case 'elsewhere':
      return { health: 'unknown', says: 'in another account: not read' };
  }
}
