export { type ApplyOptions, applyPlan } from './apply-plan.js';
export type { ApplyProgress, ApplyReport, Outcome } from './model.js';
export { hasNotesToWrite, type NotedReport } from './note-asked.js';
export { requireSecrets } from './require-secrets.js';
