/** Events without what may be of a person. */
export { isId, isProgramName, MASKED } from './masked.js';
export { maskedEvent } from './masked-event.js';
