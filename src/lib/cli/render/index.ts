export { diagnosticText } from '../../base/terminal/diagnostic.js';
export { printable } from '../../base/terminal/printable.js';
export {
  type ColorContext,
  colorWanted,
  createStyle,
  plainStyle,
  type Style,
} from '../../base/terminal/style.js';
export { displayWidth, padEnd } from '../../base/terminal/width.js';
export { wrapLabelled, wrapText } from '../../base/terminal/wrap-text.js';
export { type ApplyDocument, applyDocument } from './apply-json.js';
export { applyReportText, changeTitle, type ExplainError } from './apply-text.js';
export { errorReportJson, errorReportText } from './error-report.js';
export { type PlanDocument, planDocument } from './plan-json.js';
export { planMarkdown } from './plan-markdown.js';
export { hasChanges, hasDriftOfOthers, type PlanTextOptions, planText } from './plan-text.js';
