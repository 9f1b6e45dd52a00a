import { gcxCommand, plainCommands } from '../../../base/hints/gcx-command.js';
import type { ChangeGroup } from '../../../engine/change/model.js';
import type {
  LettersOfReason,
  QueueStatus,
  RouteStatus,
  SubscriberStatus,
  TargetStatus,
  TopicStatus,
} from '../../../features/status/model.js';
import { keptIn, thingsOf } from '../../../features/status/target-things.js';
import { flowText, numberText } from '../status-words.js';
import { consoleLink, ruleLink } from './console-links.js';
import { findingsOf } from './findings.js';
import { html, type Markup } from './markup.js';
import { maskedText } from './masked-text.js';
import type { PageFacts } from './model.js';

/** What the page tells of each box that is clicked: what the file says, its names on AWS, its numbers. */
export function detailsOf(facts: PageFacts): Markup {
  const { status } = facts;
  return html`${sourceDetail(facts)}${status.routes.map((route, index) => routeDetail(facts, route, index))}${status.targets.map((target, index) => targetDetail(facts, target, index))}`;
}

type Fact = readonly [name: string, value: string | Markup | undefined];

function detail(id: string, title: string, facts: readonly Fact[], rest?: Markup): Markup {
  const told = facts.flatMap(([name, value]) =>
    value === undefined ? [] : [html`<dt>${name}</dt><dd>${value}</dd>`],
  );
  return html`<section class="detail" id="d-${id}" tabindex="-1" aria-labelledby="h-${id}">
<a class="close" href="#picture">Close</a>
<h3 id="h-${id}">${title}</h3>
<dl>${told}</dl>${rest}
</section>
`;
}

function sourceDetail({ status }: PageFacts): Markup {
  const { feed, source, bus, genesys, aws } = status;
  const state =
    feed.kind === 'others'
      ? 'fed by others: gcx does not see it'
      : feed.kind === 'gateway'
        ? feed.state
        : 'code' in feed.state
          ? `${feed.state.code} ${feed.state.message ?? ''}`
          : feed.state.kind;
  const missing = 'notSubscribed' in feed ? feed.notSubscribed : [];
  return detail('source', 'Where the events come from', [
    ['Organization', genesys.organization.name ?? genesys.organization.id],
    ['Genesys Cloud', genesys.environment],
    ['State', state],
    [
      'Event types of the file that are not subscribed',
      missing.length === 0 ? undefined : missing.join(', '),
    ],
    ['Partner event source', source === undefined ? undefined : `${source.name}: ${source.state}`],
    ['Events in', source === undefined ? undefined : flowText(source.taken)],
    ['Event bus', bus.name],
    ['AWS account', `${aws.account}, ${aws.region}`],
  ]);
}

function routeDetail(facts: PageFacts, route: RouteStatus, index: number): Markup {
  const { status, graph } = facts;
  const drawn = graph.routes[index];
  const { matched, failed, deadLettered, lost, retried } = route.numbers;
  return detail(
    `r${index}`,
    `Route ${route.name}`,
    [
      ['What for', route.description],
      ['Event types', drawn?.events.length === 0 ? undefined : drawn?.events.join(', ')],
      ['Queues', drawn?.pattern === undefined ? (drawn?.queues?.join(', ') ?? 'every queue') : undefined],
      ['Where', drawn?.where.length === 0 ? undefined : drawn?.where.join(' and ')],
      ['Event pattern', drawn?.pattern?.join('\n')],
      ['Targets', linked(route.targets, status.targets)],
      ['Matched', flowText(matched)],
      ['Failed for good', flowText(failed)],
      ['Of these dead-lettered', flowText(deadLettered)],
      ['Of these lost', flowText(lost)],
      ['Tried again', flowText(retried)],
      [
        'Rules on AWS',
        route.rules === undefined
          ? 'could not be read'
          : route.rules.length === 0
            ? 'none'
            : html`${route.rules.map(
                ({ name, enabled }) =>
                  html`<a href="${ruleLink(status.aws.region, status.bus.name, name)}" rel="noreferrer">${name}</a>${enabled ? '' : ' (disabled)'} `,
              )}`,
      ],
    ],
    moreOf(facts, { kind: 'route', name: route.name }),
  );
}

function targetDetail(facts: PageFacts, target: TargetStatus, index: number): Markup {
  const { status, graph } = facts;
  const drawn = graph.targets[index];
  const arns = arnsOf(target);
  return detail(
    `t${index}`,
    `Target ${target.name}`,
    [
      ['What', drawn === undefined ? target.kind : `${drawn.what} ${drawn.called}`],
      ['Handles only the queues', drawn?.only?.join(', ')],
      [
        'On AWS',
        html`${arns.map((arn) => {
          const link = consoleLink(arn);
          return link === undefined
            ? html`<code>${arn}</code> `
            : html`<a href="${link}" rel="noreferrer"><code>${arn}</code></a> `;
        })}`,
      ],
      ['Routes', target.routes.length === 0 ? 'none' : linkedRoutes(target.routes, status.routes)],
      [
        'Keeps what could not be delivered to',
        target.deadLettersOf.length === 0 ? undefined : linked(target.deadLettersOf, status.targets),
      ],
      [
        'What could not be delivered to it',
        target.deadLetter === undefined ? undefined : linked([target.deadLetter], status.targets),
      ],
      ...numbersOf(target),
      ['Why dead letters are there', lettersOf(keptIn(target), status.targets)],
    ],
    moreOf(facts, { kind: 'target', name: target.name }),
  );
}

function arnsOf(target: TargetStatus): readonly string[] {
  return [
    ...thingsOf(target).map(({ thing }) => thing.arn),
    ...(target.arn === undefined ? [] : [target.arn]),
  ];
}

function numbersOf({ queue, topics = [], function: of, deadLetters, arn }: TargetStatus): readonly Fact[] {
  const count = (value: number | undefined) => (value === undefined ? '?' : numberText(value));
  return [
    ['Waiting', queue && count(queue.waiting)],
    ['Received and not done yet', queue && count(queue.inFlight)],
    ['Dead letters', deadLetters && count(deadLetters.waiting)],
    ['Invoked, by all callers', of && flowText(of.invocations)],
    ['Errors', of && flowText(of.errors)],
    ['Throttled', of && flowText(of.throttles)],
    ...topics.flatMap(topicFacts),
    ['Numbers', arn && 'gcx reads nothing of it'],
  ];
}

/** By reason; with ids where they were asked for. */
function lettersOf(queue: QueueStatus | undefined, targets: readonly TargetStatus[]): Markup | undefined {
  if (queue?.letters === undefined) return undefined;
  const { looked, all, reasons } = queue.letters;
  const each = ({ reason, count, target, route, conversations = [] }: LettersOfReason) =>
    html`<li>${reason} ${numberText(count)}${target === undefined ? '' : html`, to ${linked([target], targets)}`}${route === undefined ? '' : `, of route ${route}`}${conversations.map((id) => html`<br><code>${id}</code>`)}</li>`;
  return html`${all ? '' : `Of the first ${looked}: `}<ul class="plain">${reasons.map(each)}</ul>`;
}

function topicFacts({ name, published, delivered, failed, subscribers }: TopicStatus): readonly Fact[] {
  const each = ({ protocol, endpoint, confirmed }: SubscriberStatus) =>
    `${protocol} ${maskedText(endpoint)}${confirmed ? '' : ' (has to confirm)'}`;
  return [
    [`${name}: published, by all senders`, flowText(published)],
    [`${name}: delivered`, flowText(delivered)],
    [`${name}: failed`, flowText(failed)],
    [
      `${name}: subscribers`,
      subscribers === undefined ? 'could not be read' : subscribers.map(each).join(', ') || 'none',
    ],
  ];
}

function linked(names: readonly string[], targets: readonly TargetStatus[]): Markup {
  return html`${names.map((name, index) => {
    const at = targets.findIndex((target) => target.name === name);
    return html`${index === 0 ? '' : ', '}${at === -1 ? name : html`<a href="#d-t${at}">${name}</a>`}`;
  })}`;
}

function linkedRoutes(names: readonly string[], routes: readonly RouteStatus[]): Markup {
  return html`${names.map((name, index) => {
    const at = routes.findIndex((route) => route.name === name);
    return html`${index === 0 ? '' : ', '}${at === -1 ? name : html`<a href="#d-r${at}">${name}</a>`}`;
  })}`;
}

function moreOf(facts: PageFacts, group: ChangeGroup): Markup {
  const { fileParts, examination } = facts;
  const path = `${group.kind}s.${group.name}`;
  const text = Object.hasOwn(fileParts, path) ? fileParts[path] : undefined;
  const drift = plainCommands(gcxCommand('drift'));
  return html`${findingsOf(facts, group)}${text === undefined ? undefined : html`<h4>In the file</h4><pre tabindex="0">${maskedText(text)}</pre>`}${examination === undefined ? html`<p class="note">Drift was not looked for: <code>${drift}</code> does.</p>` : undefined}`;
}
