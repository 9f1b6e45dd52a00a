export { type ApplyDocument, applyDocument, type NotedDocument, notedDocument } from './apply-json.js';
export { applyReportText, changeTitle } from './apply-text.js';
export { attributesText } from './attributes-text.js';
export { driftText } from './drift-text.js';
export { errorReportJson, errorReportText } from './error-report.js';
export { notedLines } from './noted-text.js';
export { type PlanDocument, planDocument } from './plan-json.js';
export { planMarkdown } from './plan-markdown.js';
export { needsAttention, planText } from './plan-text.js';
