/** Sends events of a project's archive again to rules of its routes. */
export { followReplay, isOver, type ReplayEnd } from './follow-replay.js';
export type { ReplayPlan, ReplayRule } from './model.js';
export { planReplay, type ReplayScope } from './plan-replay.js';
export { parseReplayTime } from './replay-time.js';
export { cancelReplay, startReplay } from './start-replay.js';
