/** Sends events of a project's archive again to rules of its routes. */
export { followReplay } from './follow-replay.js';
export type { ReplayPlan, ReplayRule } from './model.js';
export { planReplay } from './plan-replay.js';
export { parseReplayTime } from './replay-time.js';
export { cancelReplay, startReplay } from './start-replay.js';
