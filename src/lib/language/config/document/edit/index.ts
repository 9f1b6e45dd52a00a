/** Adds to the text of a file; comments and layout stay. */
export { addToText } from './add-to-text.js';
export { type Addition, withAddition } from './addition.js';
export type { Refusal } from './place.js';
