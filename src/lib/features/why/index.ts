/** Why a conversation's events arrived, or did not. */
export { explainConversation } from './explain.js';
export type { Blank, Fate } from './fate.js';
export type { EventLine, RouteLine, TargetLine, Why } from './model.js';
