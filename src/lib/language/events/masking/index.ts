/** Events without what may be of a person. */
export { MASKED } from './masked.js';
export { maskedEvent } from './masked-event.js';
