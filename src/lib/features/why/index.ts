/** Why a conversation's events arrived, or did not. */
export { blankWords } from './blank-words.js';
export { explainConversation } from './explain.js';
export type { Fate } from './fate.js';
export type { EventLine, RouteLine, TargetLine, Why } from './model.js';
