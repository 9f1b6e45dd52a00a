import { GcxError } from '../../base/gcx-error.js';
import { gcxCommand } from '../../base/hints/gcx-command.js';
import type { Config } from '../../language/config/model.js';
import { processorNames } from '../../language/names/processor-names.js';
import { ProcessorVariable } from '../../processor/contract/settings.js';
import type { BuiltProcessor } from './build-processor.js';
import { placeInSources } from './place-in-sources.js';

/**
 * Loads a processor's code once on this machine, as Lambda does before the first event: with the processor's environment
 * and no other, so that no credentials are in it. No event is handled.
 * @throws GcxError that says what cannot start, and where in the sources
 */
export async function tryStart(
  { bundle, target }: Pick<BuiltProcessor, 'bundle' | 'target'>,
  config: Config,
): Promise<void> {
  const names = processorNames(config, target);
  const { startOnce } = await import('../sandbox/index.js');
  // Addresses at which nothing is: nobody is called before the first event.
  const nowhere = 'http://127.0.0.1:9/000000000000';
  const error = await startOnce({
    zip: bundle.zip,
    handler: bundle.handler,
    memoryMb: target.memoryMb,
    timeoutMs: target.timeoutSeconds * 1_000,
    environment: {
      ...target.environment,
      AWS_LAMBDA_FUNCTION_NAME: names.function,
      AWS_REGION: config.aws.region,
      [ProcessorVariable.table]: names.table,
      [ProcessorVariable.queueUrl]: `${nowhere}/${names.queue}`,
      [ProcessorVariable.deadLetterQueueUrl]: `${nowhere}/${names.deadLetterQueue}`,
    },
    log: () => undefined,
  });
  if (error === undefined) return;
  const place = await placeInSources(error.trace ?? [], bundle.zip);
  throw new GcxError({
    code: 'processor-cannot-start',
    what: `The processor ${target.name} cannot start: ${error.errorType}: ${error.errorMessage}`,
    where: place ?? target.handler,
    why: 'Lambda loads this code before the first event. If that fails, no event is handled.',
    fix: `Correct the file, then run ${gcxCommand('processor build', target.name, '--try-start')}`,
  });
}
