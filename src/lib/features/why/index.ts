/** Why a conversation's events arrived, or did not. */
export { aroundTime, lastDay, sinceTime } from './asked-time.js';
export { type Candidate, candidatesOf } from './candidates.js';
export { explainConversation } from './explain.js';
export { explainMany, manySentence, type WhyMany } from './many.js';
export type { Fate } from './model/fate.js';
export type { EventLine, RouteLine, TargetLine, Why } from './model/model.js';
export { blankWords } from './verdict/blank-words.js';
