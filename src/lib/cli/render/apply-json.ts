import type { ErrorReport } from '../../base/gcx-error.js';
import type { Notice } from '../../base/notice.js';
import type { ApplyReport, NotedReport } from '../../engine/apply/index.js';
import type { Action, PlanSubject } from '../../engine/change/model.js';
import { stepsInWords } from '../../engine/kinds/index.js';
import type { ExplainError } from './explain-error.js';

/** What an apply did, as `--json` prints it. */
export interface ApplyDocument {
  readonly schemaVersion: 1;
  readonly subject: PlanSubject;
  readonly done: number;
  readonly failed: number;
  readonly notAttempted: number;
  readonly interrupted: boolean;
  /** Why nothing else was begun, such as a lost lease. Absent: it went through, or a person interrupted it. */
  readonly stopped?: ErrorReport;
  /** Mutating calls made. */
  readonly writes: number;
  readonly results: readonly {
    readonly id: string;
    readonly kind: string;
    readonly name: string;
    readonly action: Action;
    readonly outcome: 'done' | 'failed' | 'not-attempted';
    readonly because?: string;
    readonly error?: ErrorReport;
    /** The calls of a change that failed, in order, and how each went. */
    readonly calls?: readonly { readonly call: string; readonly outcome: 'done' | 'failed' | 'not-made' }[];
  }[];
  readonly pending: readonly Notice[];
  readonly noted: NotedDocument;
}

/** What became of the notes of what gcx asked for: with how many things that did not change, and what could not be noted. */
export interface NotedDocument {
  readonly unchanged: number;
  readonly failed: readonly { readonly of: string; readonly error: ErrorReport }[];
}

/** The JSON document of an apply. */
export function applyDocument(
  subject: PlanSubject,
  report: ApplyReport,
  explain: ExplainError,
): ApplyDocument {
  const { results, noted, stopped, ...rest } = report;
  return {
    ...rest,
    ...(stopped === undefined ? {} : { stopped: stopped.report }),
    noted: notedDocument(noted, explain),
    subject,
    results: results.map(({ change: { id, kind, name, action, steps }, outcome }) => ({
      id,
      kind,
      name,
      action,
      outcome: outcome.kind,
      ...(outcome.kind === 'not-attempted' ? { because: outcome.because } : {}),
      ...(outcome.kind === 'failed'
        ? { error: explain(outcome.error), calls: stepsInWords(steps, outcome.steps) }
        : {}),
    })),
  };
}

/** The JSON document of what was noted. */
export function notedDocument({ unchanged, failed }: NotedReport, explain: ExplainError): NotedDocument {
  return { unchanged, failed: failed.map(({ of, error }) => ({ of, error: explain(error) })) };
}
