import { createHash } from 'node:crypto';
import { dirname, relative, resolve } from 'node:path';
import { ExitCode } from '../../base/exit-codes.js';
import { GcxError } from '../../base/gcx-error.js';
import { canonicalJson, type JsonValue } from '../../base/json.js';
import type { Change, Plan } from '../change/model.js';
import { planAgain } from './plan-again.js';
import type { SavedPlan } from './saved-plan-model.js';

/**
 * Refuses a saved plan that no longer fits: what it read has changed, or this gcx plans otherwise.
 * @param now the same plan, made again
 * @throws GcxError with exit code 5
 */
export function refuseStale(file: string, saved: SavedPlan, now: Plan): void {
  const { plan } = saved;
  const configFile = relative(dirname(resolve(file)), resolve(saved.config.file));
  if (plan.digest === boundDigest(now.digest, configFile) && samePlan(plan, now)) return;
  const changed = changedIds(plan, now);
  throw new GcxError(
    {
      code: 'stale-plan',
      what: `The saved plan ${file} is stale: what it was made from has changed since.`,
      ...(changed.length > 0 ? { details: changed.map((id) => `changed since: ${id}`) } : {}),
      fix: `Make it again and read it: ${planAgain(file, saved.plan, saved.allow, saved.config.file)}`,
    },
    ExitCode.refused,
  );
}

/**
 * The digest of a plan as it is saved: also of where the file is that it was made from, as seen from the saved plan (its
 * handlers lie beside it). The digest of a plan alone, which what was allowed is part of, is the same wherever it is made.
 */
export function boundDigest(digest: string, configFile: string): string {
  const bound = plain({ digest, configFile });
  return createHash('sha256').update(canonicalJson(bound)).digest('hex');
}

/** A change without what is only for the notes of what was asked for: a saved plan does not hold it. */
export function withoutNote({
  asked: _,
  mayBeProtected: __,
  ...change
}: Change): Omit<Change, 'asked' | 'mayBeProtected'> {
  return change;
}

/**
 * What a plan does with a thing, without who made it differ: that gcx noted more since of what it asks for makes no plan
 * stale. It is read again when the plan is carried out. What is said of a connection is that its secret is not at hand, which
 * is so for who plans and need not be for who applies.
 */
function comparable(change: Change): JsonValue {
  const { origin: _, notes, ...rest } = withoutNote(change);
  return plain({
    ...rest,
    notes: change.kind === 'connection' ? [] : notes,
    fields: rest.fields.map(({ origin: __, ...field }) => field),
  });
}

function samePlan(left: Plan, right: Plan): boolean {
  const changes = (plan: Plan) => canonicalJson(plan.changes.map(comparable));
  return changes(left) === changes(right);
}

function changedIds(left: Plan, right: Plan): readonly string[] {
  const texts = (plan: Plan) =>
    new Map(plan.changes.map((change) => [change.id, canonicalJson(comparable(change))]));
  const before = texts(left);
  const after = texts(right);
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((id) => before.get(id) !== after.get(id))
    .sort();
}

/** A value as JSON holds it. */
export function plain(value: unknown): JsonValue {
  return JSON.parse(JSON.stringify(value)) as JsonValue;
}
