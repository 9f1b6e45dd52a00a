/** The pipe of a file, as its parts and what leads where. */
export type { GraphRoute, GraphSubscriber, GraphTarget, PipeGraph } from './model.js';
export { pipeGraph } from './pipe-graph.js';
export { selectorWords, whereWords } from './route-words.js';
