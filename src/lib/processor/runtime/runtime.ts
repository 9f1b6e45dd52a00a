import type { ProcessorSettings } from '../contract/settings.js';
import type { Handler } from './handler.js';
import type { LambdaContext } from './lambda-context.js';
import { Processor, type RuntimeOptions } from './processor.js';
import { runInvocation } from './run-invocation.js';

export type { LambdaContext } from './lambda-context.js';
export type { RuntimeOptions } from './processor.js';

/** A function as Lambda calls it. */
export type LambdaHandler = (event: unknown, context: LambdaContext) => Promise<unknown>;

/**
 * Makes a Lambda of a handler. For an SQS batch it answers which messages have to come again, and throws for no event.
 * Invoked directly, with one event, a list of them or SNS's records, it answers counts, and throws EventsFailed in the
 * end where events have to come again, so that Lambda tries again. Where its table and SQS queues are, the environment
 * says ({@link ProcessorVariable}).
 */
export function createLambdaHandler(
  settings: ProcessorSettings,
  handler: Handler,
  options: RuntimeOptions = {},
): LambdaHandler {
  if (typeof handler !== 'function')
    throw new TypeError('The default export of the handler’s file is not a function.');
  const processor = new Processor(settings, handler, process.env, options);
  return (event, context) => runInvocation(processor, event, context);
}
