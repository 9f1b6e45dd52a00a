export { diagnosticText } from './diagnostic.js';
export { errorReportJson, errorReportText } from './error-report.js';
export { type PlanDocument, planDocument } from './plan-json.js';
export { planMarkdown } from './plan-markdown.js';
export { hasChanges, type PlanTextOptions, planText } from './plan-text.js';
export { printable } from './printable.js';
export { type ColorContext, colorWanted, createStyle, plainStyle, type Style } from './style.js';
export { displayWidth, padEnd } from './width.js';
export { wrapLabelled, wrapText } from './wrap-text.js';
