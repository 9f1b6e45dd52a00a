import type { Notice } from '../../base/notice.js';
import { busEvents, canMatch } from '../../language/can-match/index.js';
import type { Config, Route } from '../../language/config/model.js';
import { catalogue } from '../../language/events/index.js';
import { partnerBusName } from '../../language/names/partner-bus.js';
import { conditionsOf, isAnyOf, type Pattern, parsePattern, passes } from '../../language/patterns/index.js';
import type { Change } from '../change/model.js';
import { isOfIdentity, type Live } from '../kinds/index.js';

/** Event types that a message names. */
const SHOWN = 5;

/**
 * Pure: says which routes with a raw pattern wait for event types that the integration will not send once the plan is
 * done. gcx subscribes to those that routes name: a pattern names them only where its `detail-type` has them in full.
 */
export function unsentPatterns(
  config: Config,
  { integrations }: Pick<Live, 'integrations'>,
  changes: readonly Change[],
): readonly Notice[] {
  const { integration, organization } = config.genesys;
  const { account, region } = config.aws;
  if (integration === undefined) return [];
  const bus = partnerBusName(organization, integration.suffix);
  if (config.aws.bus !== undefined && config.aws.bus !== bus) return [];
  const identity = { account, region, suffix: integration.suffix };
  const live = integrations.filter((each) => isOfIdentity(each, identity));
  const sent = new Set(live.flatMap((each) => each.config?.eventFilter ?? []));
  for (const change of changes.filter(({ id }) => id === `integration:${integration.suffix}`)) {
    for (const field of change.fields) {
      if (field.kind !== 'set') continue;
      for (const { value } of field.added) sent.add(value);
      for (const { value } of field.removed) sent.delete(value);
    }
  }
  const events = busEvents({ bus, account, region });
  return Object.values(config.routes).flatMap((route) => {
    if (route.pattern === undefined) return [];
    const pattern = parsePattern(JSON.stringify(route.pattern));
    const { eventTypes } = canMatch(pattern, events);
    const reaches = [...sent].filter((type) =>
      isKnown(type) ? eventTypes.has(type) : mayBeOf(pattern, type),
    );
    return noticeOf(route, {
      suffix: integration.suffix,
      managed: integration.manage !== false,
      // Those that the route names are subscribed, or told of where others look after the integration.
      lacking: namedIn(pattern).filter((type) => !sent.has(type) && !route.events.includes(type)),
      told: route.events.some((type) => !sent.has(type)),
      reaches: reaches.length > 0,
      sent: [...sent],
    });
  });
}

interface Finding {
  readonly suffix: string;
  readonly managed: boolean;
  /** Event types that the pattern names in full and nobody subscribes to. */
  readonly lacking: readonly string[];
  /** Whether other warnings say already what is not sent. */
  readonly told: boolean;
  readonly reaches: boolean;
  readonly sent: readonly string[];
}

function noticeOf(
  route: Route,
  { suffix, managed, lacking, told, reaches, sent }: Finding,
): readonly Notice[] {
  const what = managed
    ? 'Name the event types in the "events" of a route, or in full in the "detail-type" of the pattern: gcx subscribes to those.'
    : 'The file says manage: false, so gcx does not subscribe to any: ask the owner of the integration.';
  if (!reaches && !told) {
    const all = sent.length === 0 ? 'no event types' : `only ${listed(sent.map(nameOf))}`;
    return [
      {
        code: 'pattern-not-sent',
        message: `Route ${route.name}: no event that integration ${suffix} sends matches its pattern, as it sends ${all}. ${what}`,
      },
    ];
  }
  if (lacking.length === 0) return [];
  return [
    {
      code: 'pattern-not-sent',
      message: `Route ${route.name}: its pattern names ${listed(lacking)}, which integration ${suffix} does not send. ${what}`,
    },
  ];
}

/** The texts that a pattern's conditions on `detail-type` name in full. */
function namedIn({ clauses }: Pattern): readonly string[] {
  const texts = conditionsOf(clauses)
    .filter(({ path }) => path === 'detail-type')
    .flatMap(({ tests }) => tests.flatMap((test) => (test.kind === 'exact' ? test.text : [])));
  return [...new Set(texts)].filter((text) => text.startsWith('v2.'));
}

/** Whether the conditions on `detail-type` let an event type through that the catalog does not know. */
function mayBeOf({ clauses }: Pattern, template: string): boolean {
  return clauses.every(
    (clause) =>
      isAnyOf(clause) ||
      clause.path !== 'detail-type' ||
      clause.tests.some((test) => passes(test, { kind: 'string', text: template })),
  );
}

function isKnown(template: string): boolean {
  return catalogue().find(template) !== undefined;
}

function nameOf(template: string): string {
  return catalogue().find(template)?.name ?? template;
}

function listed(names: readonly string[]): string {
  const more = names.length - SHOWN;
  return `${names.slice(0, SHOWN).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
