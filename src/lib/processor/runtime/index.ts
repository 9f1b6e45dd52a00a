/** `genesys-gcx/processor`: what a handler's file imports. */
export { DoNotRetry } from './do-not-retry.js';
export {
  defineHandler,
  type EventTypeName,
  type GenesysClient,
  type GenesysEvent,
  type GenesysEventOf,
  type Handler,
  type HandlerContext,
  type HandlerLogger,
  type HandlerMetrics,
} from './handler.js';
