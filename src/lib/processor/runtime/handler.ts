import type { JsonObject } from '../../base/json.js';
import type { EventBodies } from './event-bodies.js';

/** An event as a handler gets it, whatever format it came in. What is absent the event does not say. */
export interface GenesysEvent {
  /** Genesys Cloud's template such as `v2.detail.events.conversation.{id}.acd.end`, or a relay's own name. */
  readonly eventType: string;
  /** Name of the format in which it came. */
  readonly format: string;
  /** Tells this event from every other one: what duplicates are known by. */
  readonly key: string;
  readonly conversationId?: string;
  readonly queueId?: string;
  /**
   * Present whenever `queueId` is: the name in the event, else the name of the queue at the last `gcx apply`, else, for a
   * queue that no route of the file selects, its id.
   */
  readonly queueName?: string;
  readonly mediaType?: string;
  readonly direction?: string;
  readonly wrapUpCode?: string;
  /** When it happened, epoch ms. */
  readonly time?: number;
  readonly schemaVersion?: string;
  /** Genesys Cloud's correlation id. */
  readonly correlationId?: string;
  /** The event body, after migrations. */
  readonly body: JsonObject;
  /** The whole event as it came. */
  readonly raw: JsonObject;
}

/** Names of the event types whose bodies are known: those that Genesys Cloud sends to EventBridge, as far as gcx knows. */
export type EventTypeName = keyof EventBodies;

/**
 * An event with the body that Genesys Cloud's API describes for its type; of several types a union, told apart by `eventType`.
 * The types are not checked when an event arrives: they hold for events as Genesys Cloud sends them, without a migration that
 * changes their form. Any field can be absent.
 */
export type GenesysEventOf<Name extends EventTypeName> = {
  [Each in Name]: Omit<GenesysEvent, 'eventType' | 'body'> & EventBodies[Each];
}[Name];

/** A structured log: each line is JSON, with the event's conversation and correlation ids. */
export interface HandlerLogger {
  debug(message: string, fields?: JsonObject): void;
  info(message: string, fields?: JsonObject): void;
  warn(message: string, fields?: JsonObject): void;
  error(message: string, fields?: JsonObject): void;
}

/** Metrics of the handler's own, beside gcx's, in the same namespace. */
export interface HandlerMetrics {
  /** Adds one, or `value`, to a metric. */
  count(name: string, value?: number): void;
  /** Records a duration in ms. */
  milliseconds(name: string, value: number): void;
}

/** Genesys Cloud with the credentials of the secret GENESYS; the token is fetched at the first call and kept. */
export interface GenesysClient {
  /**
   * Calls the API, e.g. `get('/api/v2/conversations/ID')`, with 429 and 5xx tried again within the event's time.
   * @throws Error with status, code and correlation id
   */
  get(path: string): Promise<unknown>;
  request(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
  ): Promise<unknown>;
}

/** What a handler gets beside the event. */
export interface HandlerContext {
  readonly genesys: GenesysClient;
  readonly logger: HandlerLogger;
  readonly metrics: HandlerMetrics;
  /** The values of the processor's secrets, by name; one that holds JSON is parsed. */
  readonly secrets: Readonly<Record<string, unknown>>;
  /** How often the event was received, from 1. */
  readonly attempt: number;
  /** Aborted when the event's time is up. */
  readonly signal: AbortSignal;
}

/**
 * Handles one event. What it throws has the event tried again, and dead-lettered after some attempts; {@link DoNotRetry}
 * has it dead-lettered at once.
 */
export type Handler = (event: GenesysEvent, context: HandlerContext) => Promise<void> | void;

/**
 * Declares a processor's handler; the file's default export. With the names of event types, such as
 * `defineHandler<'conversation.acd.end'>`, the fields of `event.body` have their types.
 * @example export default defineHandler(async (event, { logger }) => { logger.info('left', { queue: event.queueName ?? '' }); });
 */
export function defineHandler(handler: Handler): Handler;
export function defineHandler<Name extends EventTypeName>(
  handler: (event: GenesysEventOf<Name>, context: HandlerContext) => Promise<void> | void,
): Handler;
export function defineHandler(handler: Handler): Handler {
  return handler;
}
