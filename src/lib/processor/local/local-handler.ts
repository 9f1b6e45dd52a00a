import type { ProcessorSettings } from '../contract/settings.js';
import type { Handler } from '../runtime/handler.js';
import type { LambdaContext } from '../runtime/lambda-context.js';
import type { LocalCall, LocalResult } from './local-call.js';
import { LocalProcessor } from './local-processor.js';

/**
 * Makes of a handler what `gcx processor dev` calls on this machine, where Lambda would call what createLambdaHandler makes.
 * @throws TypeError where it is not a function
 */
export function createLocalHandler(
  settings: ProcessorSettings,
  handler: Handler,
): (call: LocalCall, context: LambdaContext) => Promise<LocalResult | undefined> {
  if (typeof handler !== 'function')
    throw new TypeError('The default export of the handler’s file is not a function.');
  const processor = new LocalProcessor(settings, handler);
  return async (call, context) => {
    if (call.kind === 'event') return processor.handle(call.event, context);
    await processor.prepare(call);
    return undefined;
  };
}
