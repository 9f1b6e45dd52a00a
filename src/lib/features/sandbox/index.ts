/**
 * The one way into the built-in sandbox, for whatever of gcx works on it: nothing else of gcx imports it, so that it stays
 * a second opinion which knows neither clients nor engine.
 */
export {
  type Delivery,
  type EmitReport,
  type EmittedEvent,
  type Execution,
  type Handling,
  type JournalEntry,
  type KeptFunction,
  keepFunction,
  type MetricSum,
  metricsOf,
  type NearMiss,
  openSandbox,
  parseSince,
  projectFolder,
  projectJournal,
  resetSandbox,
  runOnce,
  type SandboxOptions,
  type SandboxServerState,
  serverState,
  startOnce,
  startServer,
  stopServer,
} from '../../sandbox/index.js';
export { type ChosenSandbox, chooseSandbox } from './choose-sandbox.js';
export { requireSandboxServer } from './require-server.js';
export { routesNotApplied, routesWithoutRule } from './routes-not-applied.js';
export { sandboxOptions, sandboxOptionsWithoutFile } from './sandbox-options.js';
export { emitInSandbox, passTimeInSandbox } from './work-in-sandbox.js';
