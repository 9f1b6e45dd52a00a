import type { JsonObject } from '../../../base/json.js';
import { unqualifiedFunctionArn } from '../../../language/names/arn.js';
import type { AskedOfKind } from '../../change/asked.js';
import { change, changeId } from '../../change/change.js';
import type { FieldChange, Refusal } from '../../change/model.js';
import type { StepData } from '../../change/step.js';
import { joinPlans } from '../door/join-plans.js';
import type { KindPlan, PlanInput } from '../door/kind.js';
import { askedInList, settingOr } from '../noted/asked-of.js';
import type { Contribution, Contributor } from './contribution.js';
import { findStatement, normalStatement, statementsOf, withStatement } from './policy.js';
import type { SendersRead } from './senders.js';

type Input = PlanInput<SendersRead>;

/** A policy document as read. */
export interface LiveDocument {
  /** Its text; absent where there is none. */
  readonly policy?: string;
  /** Whether what it belongs to is gcx's own: it is deleted with all that is in it. */
  readonly ours: boolean;
}

/** What one kind of policy document is like, and who writes into it. */
export interface DocumentKind<Statement, S extends StepData> {
  readonly kind: string;
  readonly contributors: readonly Contributor<Statement>[];
  /** Names in limits.ts, with the figures. */
  readonly quota: {
    readonly statements?: readonly [string, number];
    readonly bytes: readonly [string, number];
  };
  /** By ARN the documents that were read. */
  live(input: Input): ReadonlyMap<string, LiveDocument>;
  /** As AWS calls what it belongs to. */
  name(arn: string): string;
  same(live: JsonObject, wanted: Statement): boolean;
  /** As it stands in the document. */
  asJson(arn: string, statement: Statement): JsonObject;
  /** The calls that put these statements, and take away those of null. */
  steps(arn: string, statements: ReadonlyMap<string, Statement | null>): readonly S[];
}

/** The statements of a document that one change puts, with what is shown of them. */
interface Moment<Statement> {
  /** By `Sid`; null: it is taken away. */
  readonly put: Map<string, Statement | null>;
  readonly fields: FieldChange[];
}

/**
 * One change a document, whoever contributes: what widens it; and a second one where something is narrowed or taken away,
 * once those who send no more are gone. A document of which nothing of ours is left has that alone, as a deletion.
 */
export function planDocuments<Statement, S extends StepData>(
  input: Input,
  kind: DocumentKind<Statement, S>,
): KindPlan<S> {
  const contributed = kind.contributors.map((contributor) => contributor(input));
  const byDocument = new Map<string, Contribution<Statement>[]>();
  for (const each of contributed.flatMap(({ statements }) => statements))
    byDocument.set(each.on, [...(byDocument.get(each.on) ?? []), each]);
  const live = kind.live(input);
  const plans = [...byDocument].map(([arn, statements]) =>
    planDocument(input, kind, arn, statements, live.get(arn)),
  );
  const warnings = contributed.flatMap((each) => each.warnings ?? []);
  return joinPlans([...plans, { changes: [], warnings }]);
}

function planDocument<Statement, S extends StepData>(
  input: Input,
  kind: DocumentKind<Statement, S>,
  arn: string,
  contributions: readonly Contribution<Statement>[],
  live: LiveDocument | undefined,
): KindPlan<S> {
  const isDeleted = live?.ours === true && !isDeclared(input, arn);
  const grown: Moment<Statement> = { put: new Map(), fields: [] };
  const shrunk: Moment<Statement> = { put: new Map(), fields: [] };
  const going: Contribution<Statement>[] = [];
  for (const each of contributions) {
    const { sid, statement, meanwhile } = each;
    if (statement === null) {
      // A topic or queue of ours that is deleted takes its policy along.
      if (isDeleted) continue;
      going.push(each);
      shrunk.put.set(sid, null);
      shrunk.fields.push(each.field);
      continue;
    }
    const found = findStatement(live?.policy, sid);
    const first = meanwhile ?? statement;
    const widens = found === undefined || !kind.same(found, first);
    if (widens) {
      grown.put.set(sid, first);
      grown.fields.push(each.field);
    }
    if (meanwhile === undefined) continue;
    shrunk.put.set(sid, statement);
    if (!widens) shrunk.fields.push(each.field);
  }
  const wanted = contributions.filter(({ statement }) => statement !== null);
  if (wanted.length === 0 && going.length === 0) return { changes: [] };
  const base = {
    kind: kind.kind,
    name: kind.name(arn),
    key: arn,
    links: { on: unqualifiedFunctionArn(arn) },
    group: { kind: 'target', name: targetOf(input, arn) ?? kind.name(arn) },
  } as const;
  if (wanted.length === 0) {
    const steps = kind.steps(arn, shrunk.put);
    return { changes: [change({ ...base, action: 'delete', reason: whyGone(going), steps })] };
  }
  const isThere = contributions.some(({ sid }) => findStatement(live?.policy, sid) !== undefined);
  const asked = askedOf(kind, arn, contributions, live);
  const first = change({
    ...base,
    asked,
    action: grown.put.size === 0 ? 'none' : isThere ? 'update' : 'create',
    fields: grown.fields,
    steps: grown.put.size === 0 ? [] : kind.steps(arn, grown.put),
  });
  const narrowed = change({
    ...base,
    asked,
    key: `${arn}:narrow`,
    links: { ...base.links, narrows: first.id },
    action: 'update',
    fields: shrunk.fields,
    reason: 'once those who send no more are gone',
    steps: shrunk.put.size === 0 ? [] : kind.steps(arn, shrunk.put),
  });
  const changes = shrunk.put.size === 0 ? [first] : grown.put.size === 0 ? [narrowed] : [first, narrowed];
  return { changes, refusals: quotaRefusals(kind, arn, live?.policy, grown.put) };
}

/**
 * What gcx asks for of a document: its own statements. It can be of people's things, which carry no note: the list of the
 * bus holds it.
 */
function askedOf<Statement, S extends StepData>(
  kind: DocumentKind<Statement, S>,
  arn: string,
  contributions: readonly Contribution<Statement>[],
  live: LiveDocument | undefined,
): AskedOfKind {
  const statements = (of: (each: Contribution<Statement>) => JsonObject | undefined) =>
    Object.fromEntries(
      contributions.flatMap((each) => {
        const statement = of(each);
        if (statement === undefined) return [];
        // It is always the document's own thing, which services write in several forms.
        const { Resource: _, ...rest } = statement;
        return [[each.sid, normalStatement(rest)]];
      }),
    );
  const asWanted = ({ statement }: Contribution<Statement>) =>
    statement === null ? undefined : kind.asJson(arn, statement);
  const values = {
    statements: {
      wanted: statements(asWanted),
      live: statements((each) => {
        const found = findStatement(live?.policy, each.sid);
        if (found === undefined) return undefined;
        return each.statement !== null && kind.same(found, each.statement) ? asWanted(each) : found;
      }),
    },
  };
  return askedInList({
    of: changeId(kind.kind, arn),
    isLive: live?.policy !== undefined,
    values,
    settingsOf: settingOr('statements', values),
  });
}

/** The whole document at its largest: others' statements, and ours before those that go are gone. */
function quotaRefusals<Statement, S extends StepData>(
  kind: DocumentKind<Statement, S>,
  arn: string,
  policy: string | undefined,
  put: ReadonlyMap<string, Statement | null>,
): readonly Refusal[] {
  if (put.size === 0) return [];
  const next = [...put].reduce<string>(
    (text, [sid, statement]) =>
      withStatement(text, sid, statement === null ? null : kind.asJson(arn, statement)),
    policy ?? '',
  );
  const sizes = [
    { size: statementsOf(next).length, unit: 'statements', quota: kind.quota.statements },
    { size: Buffer.byteLength(next), unit: 'bytes', quota: kind.quota.bytes },
  ].flatMap(({ size, unit, quota }) =>
    quota === undefined ? [] : [{ size, unit, name: quota[0], most: quota[1] }],
  );
  if (sizes.every(({ size, most }) => size <= most)) return [];
  const has = sizes.map(({ size, unit }) => `${size} ${unit}`).join(' and ');
  const takes = sizes.map(({ most, name }) => `${most} (${name})`).join(' and ');
  return [
    {
      code: 'policy-full',
      change: changeId(kind.kind, arn),
      message: `The policy of ${kind.name(arn)} would have ${has}; AWS takes ${takes}.`,
      fix: 'Remove statements that are no longer needed from that policy, or send to a separate queue, topic or function.',
    },
  ];
}

function whyGone(going: readonly Contribution<unknown>[]): string {
  const reasons = [...new Set(going.map(({ gone }) => gone))];
  return `our ${going.length === 1 ? 'statement' : 'statements'}: ${reasons.join('; ')}`;
}

function isDeclared(input: Input, arn: string): boolean {
  return input.intent === 'apply' && targetOf(input, arn) !== undefined;
}

/** The name in the file of the target that an ARN belongs to. */
function targetOf({ declared }: Input, arn: string): string | undefined {
  const all = [...declared.topics, ...declared.queues, ...declared.functions];
  return all.find((each) => each.arn === unqualifiedFunctionArn(arn))?.target;
}
