import { isJsonObject, type JsonValue } from '../../../src/lib/base/json.js';
import { runOfSaved } from '../../../src/lib/engine/plan/plan-again.js';
import { parseSavedPlan, savedPlanText } from '../../../src/lib/engine/plan/saved-plan.js';
import { sealOf } from '../../../src/lib/engine/plan/seal.js';
import { refuseStale } from '../../../src/lib/engine/plan/stale-plan.js';
import {
  NOTHING_ALLOWED,
  planFor,
  processor,
  project,
  route,
  sns,
  sqs,
  worldFor,
} from '../../unit/engine/plan/project.js';
import type { Subject } from './cases.js';
import { mutateJson } from './mutate-json.js';
import { mutateText } from './mutate-text.js';
import type { Random } from './random.js';

const config = project(
  [route('sales', { targets: ['inbox', 'board', 'crm'] })],
  [sqs('inbox'), sns('board'), processor('crm', { environment: { URL: 'https://crm.example.com' } })],
  { archive: { retentionDays: 30 } },
);
const plan = planFor(worldFor(config), config);
export const written = savedPlanText('plan.json', plan, config, NOTHING_ALLOWED);

/** A saved plan as `apply FILE` reads it: damaged, or made to look whole by whoever changed it. */
export const planSubject: Subject = {
  name: 'plan',
  cases: 3_000,
  make(random) {
    const text = planText(random);
    return {
      bytes: text.length,
      answer: () => planAnswer(text),
    };
  },
};

/** What `apply FILE` makes of a text before it asks any service. */
export function planAnswer(text: string): string {
  const saved = parseSavedPlan('plan.json', text);
  refuseStale('plan.json', saved, plan);
  return JSON.stringify(runOfSaved(saved));
}

/** A saved plan, damaged or changed. */
export function planText(random: Random): string {
  return random.below(3) === 0
    ? mutateText(written, random)
    : resealed(mutateJson(JSON.parse(written), random));
}

/** A document with the seal of a saved plan. */
export function resealed(document: JsonValue): string {
  if (!isJsonObject(document)) return JSON.stringify(document);
  try {
    return JSON.stringify({ ...document, seal: sealOf(document) });
  } catch {
    // Nested too deep for a seal.
    return JSON.stringify(document);
  }
}
