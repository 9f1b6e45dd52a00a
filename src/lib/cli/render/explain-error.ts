import type { ErrorReport } from '../../base/gcx-error.js';

/** Reads a thrown value as what to tell the person. */
export type ExplainError = (error: unknown) => ErrorReport;
