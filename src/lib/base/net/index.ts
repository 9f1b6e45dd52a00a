export { type Backoff, backoffMilliseconds } from './backoff.js';
export { Concurrency } from './concurrency.js';
export { isLoopback, proxyAgent } from './proxy.js';
export { type Runtime, systemRuntime } from './runtime.js';
export { WriteGate } from './write-gate.js';
