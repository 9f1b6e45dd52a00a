import { createHash } from 'node:crypto';
import { canonicalJson, type JsonValue } from '../../base/json.js';
import type { Config } from '../../language/config/model.js';
import type { ResolvedQueues } from '../../language/queues/resolved-queues.js';
import {
  type Allowed,
  isNote,
  type Live,
  type ProcessorCode,
  READINGS,
  type SecretState,
} from '../kinds/index.js';

/** What a plan was asked for, beside what was read. */
export interface PlanBasis {
  readonly intent: 'apply' | 'destroy';
  readonly config: Config;
  readonly allow: Allowed;
  readonly sandbox: boolean;
  readonly secrets?: ReadonlyMap<string, SecretState>;
}

/**
 * The digest of what a plan was made from: SHA-256 (hex) over what was read, without what changes by itself, and over
 * what was configured and allowed. A saved plan is stale when it is made again and its digest differs.
 */
export function digestOf(
  basis: PlanBasis,
  live: Live,
  queues: ResolvedQueues,
  code: ReadonlyMap<string, ProcessorCode> = new Map(),
): string {
  const { file: _fromWhereItIsRead, ...configured } = basis.config;
  const read = {
    ...Object.assign({}, ...READINGS.map((reading) => reading.digest(live))),
    asked: { intent: basis.intent, allow: basis.allow, sandbox: basis.sandbox, configured },
    code: [...code].map(([target, { codeSha256 }]) => [target, codeSha256]),
    resolved: queues,
    // Only that it changed: where a secret is at hand is no reason to plan again.
    ...changedSecrets(basis.secrets),
  };
  return createHash('sha256')
    .update(canonicalJson(sortLists(plain(read))))
    .digest('hex');
}

function changedSecrets(secrets: PlanBasis['secrets'] = new Map()): { readonly secrets?: readonly string[] } {
  const changed = [...secrets].flatMap(([target, { kind }]) => (kind === 'changed' ? [target] : []));
  return changed.length === 0 ? {} : { secrets: changed };
}

/** A value as JSON would hold it, without what gcx noted of what it asked for: noting more of it changes no plan. */
function plain(value: unknown): JsonValue {
  return JSON.parse(
    JSON.stringify(value, (key, member: unknown) => (isNote(key) ? undefined : member)),
  ) as JsonValue;
}

/** Top-level lists in a fixed order: what services answer has none that means anything. */
function sortLists(value: JsonValue): JsonValue {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, list]: [string, JsonValue]) => [
      key,
      Array.isArray(list) ? list.map((item: JsonValue) => canonicalJson(item)).sort() : list,
    ]),
  );
}
