/** Why a conversation's events arrived, or did not. */
export { aroundTime, lastDay, sinceTime } from './asked-time.js';
export { blankWords } from './blank-words.js';
export { type Candidate, candidatesOf } from './candidates.js';
export { explainConversation } from './explain.js';
export type { Fate } from './fate.js';
export { explainMany, manySentence, type WhyMany } from './many.js';
export type { EventLine, RouteLine, TargetLine, Why } from './model.js';
