/** Events without what may be of a person. */
export { isId, isImpersonal, isProgramName, MASKED } from './masked.js';
export { maskedUnknown } from './masked-body.js';
export { maskedEvent } from './masked-event.js';
