/** Sends events of a project's archive again to rules of its routes. */
export type { ReplayPlan, ReplayRule } from './model.js';
export { parseReplayTime } from './replay-time.js';
export { type ReplayEnd, type ReplayRun, runReplay } from './run-replay.js';
export { cancelReplay } from './start-replay.js';
