import { canonicalJson } from '../../base/json.js';
import { ownValue } from '../../base/own-value.js';
import { type CompileNames, samePattern } from '../../engine/compile/index.js';
import { isOurs, isProtected, markOf } from '../../engine/kinds/index.js';
import { kindOf } from '../../engine/targets/list.js';
import { NameRules } from '../../language/config/index.js';
import type { Config, FieldCondition, Route } from '../../language/config/model.js';
import { type EventFormat, shippedFormats } from '../../language/events/index.js';
import type { Queue } from '../../language/queues/queue.js';
import type { ChosenQueue } from '../../language/queues/resolved-queues.js';
import { describedBy } from './described-by.js';
import { findLanes, isOnlyLane, type RulesOfRoute } from './lanes.js';
import type { BusContent, BusRule, Exported, LeftOut } from './model.js';
import { QueueSelectors } from './queue-selectors.js';
import { type PatternContent, readPattern } from './read-pattern.js';
import { routeNames, unusedName } from './route-names.js';
import { differences } from './same-rules.js';
import { whyLeftOut } from './takeable.js';
import { TargetBook } from './target-book.js';

/** What an export is made of. */
export interface ExportMaterial {
  /** The file's settings; its routes and targets count for nothing. */
  readonly config: Config;
  readonly content: BusContent;
  /** Every queue that the credentials see. */
  readonly queues: readonly Queue[];
  readonly names: CompileNames;
  /** Whether topics, SQS queues, log groups and HTTPS endpoints that people made become those of the file, to be adopted. */
  readonly create: boolean;
  /** Routes that must keep a raw pattern, with why: what was read of them is refused by the file's checks. */
  readonly raw?: ReadonlyMap<string, string>;
  /** Rules to leave out, with why. */
  readonly without?: ReadonlyMap<string, string>;
}

/** One route's live rules. */
interface Group {
  readonly route: string;
  readonly rules: readonly BusRule[];
}

/**
 * Pure: live rules as routes, targets and queues of a file. A rule becomes events, queues and where exactly where
 * these make the same rule again; else it keeps its pattern.
 */
export function exportConfig(material: ExportMaterial): Exported {
  const { content } = material;
  const mark = markOf(material.config);
  const leftOut: LeftOut[] = [];
  const takeable = content.rules.filter((rule) => {
    const why = whyLeftOut(rule, mark);
    if (why !== undefined) leftOut.push({ rule: rule.name, why });
    return why === undefined;
  });
  const routeOf = routeNames(takeable, (rule) => isOurs(rule.tags, mark));
  const rules = takeable.filter((rule) => {
    const why = material.without?.get(rule.name);
    if (why !== undefined) leftOut.push({ rule: rule.name, why });
    return why === undefined;
  });
  const groups = groupsOf(rules, routeOf);
  const formats = formatsOf(material.config);
  const book = new TargetBook({
    config: material.config,
    content,
    lanes: lanesOf(groups, formats, material.names),
    create: material.create,
  });
  for (const rule of rules) for (const target of rule.targets) book.nameOf(target);
  const config: Config = { ...material.config, targets: book.targets(), routes: {} };
  const selectors = new QueueSelectors(material.queues);
  const used = new Set(groups.map(({ route }) => route));
  const routes = new Map<string, Route>();
  const resolved: Record<string, readonly ChosenQueue[]> = {};
  const kept = new Map<string, string>();
  const rulesOf = new Map<string, readonly string[]>();
  const add = (route: Route, from: Group): void => {
    routes.set(route.name, route);
    rulesOf.set(
      route.name,
      from.rules.map((rule) => rule.name),
    );
  };
  for (const group of groups) {
    const reader = new RouteReader(group, config, material.names, book, selectors);
    const refused = material.raw?.get(group.route);
    const found = refused === undefined ? reader.readable(formats) : undefined;
    if (found !== undefined) {
      add(found.route, group);
      if (found.queues !== undefined) resolved[group.route] = found.queues;
      if (reader.unknownQueue !== undefined) kept.set(group.route, reader.whyKept());
      continue;
    }
    for (const part of byPattern(group, material.names, used)) {
      const raw = new RouteReader(part, config, material.names, book, selectors).raw();
      if (raw === undefined) {
        const why = 'its targets have settings that the file cannot express';
        leftOut.push(...part.rules.map((rule) => ({ rule: rule.name, why })));
        continue;
      }
      add(raw, part);
      kept.set(part.route, refused ?? reader.whyKept());
    }
  }
  const targets = spokenOf(config.targets, [...routes.values()]);
  const routed = { ...config, targets, routes: Object.fromEntries(routes) };
  return { config: routed, resolved, leftOut, kept, rulesOf, byArn: book.byArn(targets) };
}

/** The targets that routes name, and those that these speak of: what only rules that were left out send to is nobody's. */
function spokenOf(targets: Config['targets'], routes: readonly Route[]): Config['targets'] {
  const named = new Set<string>();
  const name = (target: string): void => {
    const found = ownValue(targets, target);
    if (found === undefined || named.has(target)) return;
    named.add(target);
    if (found.deadLetter !== undefined) name(found.deadLetter);
    for (const mentioned of kindOf(found).mentions?.(found) ?? []) name(mentioned);
  };
  for (const target of routes.flatMap((route) => route.targets)) name(target);
  return Object.fromEntries(Object.entries(targets).filter(([each]) => named.has(each)));
}

function groupsOf(rules: readonly BusRule[], routeOf: ReadonlyMap<string, string>): readonly Group[] {
  const groups = new Map<string, BusRule[]>();
  for (const rule of rules) {
    const route = routeOf.get(rule.name) ?? rule.name;
    groups.set(route, [...(groups.get(route) ?? []), rule]);
  }
  return [...groups].map(([route, members]) => ({ route, rules: members }));
}

/** The formats that a rule's pattern may be of; Genesys Cloud's own, which is undefined, first. */
function formatsOf({ genesys, formats = {} }: Config): readonly (EventFormat | undefined)[] {
  const shipped = [...shippedFormats().values()].filter(({ name }) => name !== 'partner');
  const all = [
    ...(genesys.format === undefined ? [] : [genesys.format]),
    ...Object.values(formats),
    ...shipped,
  ];
  return [undefined, ...new Map(all.map((format) => [format.name, format])).values()];
}

/** Topics that are one for each event type: in some route of several, and nowhere as a topic by themselves. */
function lanesOf(
  groups: readonly Group[],
  formats: readonly (EventFormat | undefined)[],
  names: CompileNames,
): ReadonlyMap<string, string> {
  const read = groups.map(({ rules }) => firstReading(rules, formats, names));
  const lanes = new Map(read.flatMap((route) => (route === undefined ? [] : [...findLanes(route, names)])));
  const plain = new Set<string>();
  for (const [index, { rules }] of groups.entries()) {
    const route = read[index];
    const own = route === undefined ? new Map<string, string>() : findLanes(route, names);
    for (const { arn } of rules.flatMap((rule) => rule.targets)) {
      const lane = lanes.get(arn);
      if (lane === undefined || own.has(arn)) continue;
      if (route === undefined || !isOnlyLane(arn, lane, route, names)) plain.add(lane);
    }
  }
  return new Map([...lanes].filter(([, lane]) => !plain.has(lane)));
}

function firstReading(
  rules: readonly BusRule[],
  formats: readonly (EventFormat | undefined)[],
  names: CompileNames,
): RulesOfRoute | undefined {
  for (const format of formats) {
    const parts = rules.flatMap((rule) => {
      const content = readPattern(rule, format, names);
      return content === undefined ? [] : [{ events: content.events, targets: rule.targets }];
    });
    if (parts.length === rules.length) return { format, rules: parts };
  }
  return undefined;
}

/** A group whose patterns differ, as groups of one pattern each; the first keeps the name. */
function byPattern(group: Group, names: CompileNames, used: Set<string>): readonly Group[] {
  const parts: BusRule[][] = [];
  for (const rule of group.rules) {
    const alike = parts.find(([first]) => first !== undefined && isAlike(first, rule, names));
    if (alike === undefined) parts.push([rule]);
    else alike.push(rule);
  }
  return parts.map((rules, index) => {
    const route = index === 0 ? group.route : unusedName(group.route, used, NameRules.route.max, 'rule');
    used.add(route);
    return { route, rules };
  });
}

function isAlike(one: BusRule, other: BusRule, names: CompileNames): boolean {
  return one.enabled === other.enabled && samePattern(one.pattern ?? {}, other.pattern ?? {}, names);
}

/** Reads one route's live rules. */
class RouteReader {
  /** A queue of the patterns that Genesys Cloud does not show. */
  unknownQueue: string | undefined;

  constructor(
    private readonly group: Group,
    private readonly config: Config,
    private readonly names: CompileNames,
    private readonly book: TargetBook,
    private readonly selectors: QueueSelectors,
  ) {}

  /** The route by events, queues and where, in the first format in which it makes the same rules. */
  readable(
    formats: readonly (EventFormat | undefined)[],
  ): { readonly route: Route; readonly queues?: readonly ChosenQueue[] } | undefined {
    const readings = formats.flatMap((format) => {
      const content = this.contentIn(format, 'queues');
      if (content === undefined) return [];
      const other = content.queueIds === undefined ? undefined : this.contentIn(format, 'where');
      return [{ format, content }, ...(other === undefined ? [] : [{ format, content: other }])];
    });
    for (const { format, content } of readings) {
      const unknown = content.queueIds?.find((id) => !this.selectors.knows(id));
      const queues = this.selectors.chosen(content.queueIds ?? []);
      const route: Route = {
        ...this.common(),
        events: content.events,
        ...(format === undefined ? {} : { format }),
        ...(content.queueIds === undefined
          ? {}
          : { queues: queues.map(({ id }) => this.selectors.selectorOf(id)) }),
        where: content.where,
      };
      if (differences(this.config, route, queues, this.group.rules, this.names).size > 0) continue;
      if (unknown === undefined) return { route, ...(content.queueIds === undefined ? {} : { queues }) };
      this.unknownQueue = unknown;
    }
    return undefined;
  }

  /** The route with its pattern as it is; undefined where the file cannot say its targets. */
  raw(): Route | undefined {
    const pattern = this.group.rules[0]?.pattern;
    if (pattern === undefined) return undefined;
    const route: Route = { ...this.common(), events: [], where: {}, pattern };
    const found = differences(this.config, route, [], this.group.rules, this.names);
    return found.has('targets') || found.has('rules') ? undefined : route;
  }

  /** Why something is said as it is live. */
  whyKept(): string {
    if (this.unknownQueue !== undefined) return `Genesys Cloud shows no queue ${this.unknownQueue}`;
    return this.group.rules.every((rule) => rule.targets.length === 0)
      ? 'the rule has no targets'
      : 'events, queues and where cannot express this pattern';
  }

  private common(): Pick<Route, 'name' | 'description' | 'targets' | 'enabled' | 'protect'> {
    const [first] = this.group.rules;
    const description = describedBy(first?.description);
    const targets = this.group.rules.flatMap((rule) =>
      rule.targets.map((target) => this.book.nameOf(target)),
    );
    return {
      name: this.group.route,
      ...(description === undefined ? {} : { description }),
      targets: [...new Set(targets)],
      enabled: first?.enabled ?? true,
      ...(this.group.rules.some(({ tags }) => isProtected(tags)) ? { protect: true as const } : {}),
    };
  }

  /** What all rules of the route take together, were they one. */
  private contentIn(
    format: EventFormat | undefined,
    queueIn: 'queues' | 'where',
  ): PatternContent | undefined {
    const parts: PatternContent[] = [];
    for (const rule of this.group.rules) {
      const content = readPattern(rule, format, this.names, queueIn);
      if (content === undefined) return undefined;
      parts.push(content);
    }
    const queueIds = parts.flatMap((part) => part.queueIds ?? []);
    const fields = [...new Set(parts.flatMap((part) => Object.keys(part.where)))];
    return {
      events: [...new Set(parts.flatMap((part) => part.events))].sort(),
      ...(queueIds.length === 0 ? {} : { queueIds: [...new Set(queueIds)] }),
      where: Object.fromEntries(
        fields.map((field) => [field, distinct(parts.flatMap((part) => ownValue(part.where, field) ?? []))]),
      ),
    };
  }
}

function distinct(conditions: readonly FieldCondition[]): readonly FieldCondition[] {
  return [...new Map(conditions.map((one) => [canonicalJson(one), one])).values()];
}
