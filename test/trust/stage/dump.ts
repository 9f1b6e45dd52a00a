import { isJsonObject, type JsonValue } from '../../../src/lib/base/json.js';
import type { CloudState } from '../../../src/lib/sandbox/aws/state.js';
import type { Moment } from './stage.js';

/** All that is there, by `KIND NAME`: what each thing is, without what differs from run to run. Equal names: several. */
export type Dump = ReadonlyMap<string, readonly string[]>;

/** What is there, and what only says what happened: each kind that the sandbox keeps, so that no new one is mistaken. */
const KEPT: Readonly<Record<keyof CloudState, 'thing' | 'history'>> = {
  buses: 'thing',
  rules: 'thing',
  sources: 'thing',
  topics: 'thing',
  subscriptions: 'thing',
  queues: 'thing',
  functions: 'thing',
  keys: 'thing',
  mappings: 'thing',
  connections: 'thing',
  destinations: 'thing',
  archives: 'thing',
  replays: 'thing',
  refusedArchives: 'thing',
  logGroups: 'thing',
  logPolicies: 'thing',
  deliverySources: 'thing',
  deliveryDestinations: 'thing',
  logDeliveries: 'thing',
  tables: 'thing',
  roles: 'thing',
  alarms: 'thing',
  secrets: 'thing',
  parameters: 'thing',
  receivers: 'thing',
  moveTasks: 'history',
  freedQueues: 'history',
  droppedEvents: 'history',
  settings: 'thing',
  updatedDeliveries: 'history',
  alarmHistory: 'history',
  metrics: 'history',
  queueUse: 'history',
};
const HISTORY = new Set(Object.entries(KEPT).flatMap(([kind, what]) => (what === 'history' ? [kind] : [])));

/** What passes by itself, or only says when, of things of some kinds. */
const PASSES: Readonly<Record<string, readonly string[]>> = {
  alarms: ['state', 'evaluated'],
  secrets: ['changed'],
};

/** What is drawn, counts changes, or passes by itself. */
const DRAWN = new Set(['token', 'unsettled', 'version', 'revision', 'revisionId', 'policyRevision']);

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const DRAWN_ROLE = /AROA[0-9A-Z]{17}/g;
/** Of a delivery of logs. */
const DRAWN_DELIVERY = /\b[0-9a-f]{16}\b/g;
/** Behind the name of the secret of a connection. */
const DRAWN_SECRET = /(events!connection\/[^/]+\/<id>)-\w{6}\b/g;
const HOST = /http:\/\/127\.0\.0\.1:\d+/g;

/** @param known texts whose ids are not drawn: those of the files and of what others have */
export function dumpOf({ state }: Pick<Moment, 'state'>, known: string): Dump {
  const world = JSON.parse(state);
  const ids = new Set(known.match(UUID) ?? []);
  const all = new Map<string, string[]>();
  const add = (kind: string, name: string, thing: JsonValue): void => {
    const key = `${kind} ${drawnOut(name, ids)}`;
    all.set(key, [...(all.get(key) ?? []), JSON.stringify(plain(thing, ids))].sort());
  };
  for (const { integrations, gateway, ...organization } of world.organizations) {
    add('organization', organization.id, organization);
    for (const [name, enabled] of Object.entries<boolean>(gateway?.eventTypes ?? {}))
      add('event type at the gateway', name, enabled);
    for (const each of integrations) add('integration', each.config.name, each);
  }
  for (const { account, state: cloud } of world.clouds)
    for (const [region, maps] of Object.entries<Record<string, [string, JsonValue][]>>(cloud.regions))
      for (const [kind, things] of Object.entries(maps))
        if (!HISTORY.has(kind))
          for (const [name, thing] of things)
            if (!isGoing(thing) && !isOfAws(thing))
              add(`${account} ${region} ${kind}`, name, without(thing, PASSES[kind]));
  return all;
}

function without(thing: JsonValue, names: readonly string[] = []): JsonValue {
  if (!isJsonObject(thing)) return thing;
  return Object.fromEntries(Object.entries(thing).filter(([name]) => !names.includes(name)));
}

/** Roles that AWS makes for its own services, and keeps. */
function isOfAws(thing: JsonValue): boolean {
  const path = isJsonObject(thing) ? thing['path'] : undefined;
  return typeof path === 'string' && path.startsWith('/aws-service-role/');
}

/** Whether a thing is on its way out, and nothing can stop it. */
function isGoing(thing: JsonValue): boolean {
  const unsettled = isJsonObject(thing) ? thing['unsettled'] : undefined;
  return isJsonObject(unsettled) && unsettled['state'] === 'Deleting';
}

/** Without times, drawn ids and the order of lists; policies and notes as values. */
function plain(value: JsonValue, ids: ReadonlySet<string>): JsonValue {
  if (typeof value === 'number') return value > 1_600_000_000_000 && value < 2_000_000_000_000 ? 0 : value;
  if (typeof value === 'string') {
    if (/^[{[]/.test(value)) {
      try {
        return plain(JSON.parse(value) as JsonValue, ids);
      } catch {
        // A text like another.
      }
    }
    return drawnOut(value, ids);
  }
  if (Array.isArray(value)) {
    const items = value.map((item: JsonValue) => plain(item, ids));
    return items.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  }
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, item]) => !DRAWN.has(name) && !isEmpty(item))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, item]) => [name, plain(item as JsonValue, ids)]),
  );
}

/** A list that was emptied is as good as one that was never there. */
function isEmpty(value: JsonValue | undefined): boolean {
  return typeof value === 'object' && value !== null && Object.values(value).every(isEmpty);
}

function drawnOut(text: string, ids: ReadonlySet<string>): string {
  return text
    .replace(UUID, (id) => (ids.has(id) ? id : '<id>'))
    .replace(DRAWN_SECRET, '$1')
    .replace(DRAWN_ROLE, '<role id>')
    .replace(DRAWN_DELIVERY, '<delivery>')
    .replace(HOST, '<host>');
}

/** What differs between what is there and what should be there, a line each. */
export function differences(is: Dump, should: Dump): readonly string[] {
  return [...new Set([...is.keys(), ...should.keys()])].sort().flatMap((name) => {
    const [a = [], b = []] = [is.get(name), should.get(name)];
    if (JSON.stringify(a) === JSON.stringify(b)) return [];
    if (b.length === 0) return [`${name}: is there ${a.length} times, and should not be: ${a.join(' ')}`];
    if (a.length === 0) return [`${name}: is not there, and should be`];
    if (a.length !== b.length) return [`${name}: is there ${a.length} times instead of ${b.length}`];
    return [`${name}: ${unequal(JSON.parse(`[${a.join()}]`), JSON.parse(`[${b.join()}]`)).join('; ')}`];
  });
}

/** Where two values are not equal. */
function unequal(is: JsonValue | undefined, should: JsonValue | undefined, path = ''): readonly string[] {
  if (JSON.stringify(is) === JSON.stringify(should)) return [];
  const [a, b] = [Array.isArray(is) ? { ...is } : is, Array.isArray(should) ? { ...should } : should];
  if (!isJsonObject(a) || !isJsonObject(b))
    return [`${path || 'it'} is ${JSON.stringify(is)}, should be ${JSON.stringify(should)}`];
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((name) =>
    unequal(a[name], b[name], `${path}/${name}`),
  );
}

/** What of others' is not as it was, a line each: statements that gcx adds to their policies do not count. */
export function touched(is: Dump, before: Dump): readonly string[] {
  const theirs = (dump: Dump): Dump =>
    new Map(
      [...dump].flatMap(([name, things]) =>
        before.has(name)
          ? [[name, things.map((thing) => JSON.stringify(withoutOurs(JSON.parse(thing))))]]
          : [],
      ),
    );
  return differences(theirs(is), theirs(before));
}

function withoutOurs(value: JsonValue): JsonValue {
  if (Array.isArray(value))
    return value
      .filter((item) => !(isJsonObject(item) && /^GenesysGcx/.test(String(item['Sid'] ?? ''))))
      .map(withoutOurs);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, item]) => [name, withoutOurs(item as JsonValue)] as const)
      .filter(([, item]) => !isEmpty(item)),
  );
}
