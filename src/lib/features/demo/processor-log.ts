import type { JsonObject } from '../../base/json.js';
import type { Config, ProcessorTarget } from '../../language/config/model.js';
import type { Sandbox } from '../../sandbox/index.js';
import { isNoise, structured } from '../processors/logs/log-line.js';

/** What a processor says of itself in CloudWatch. */
export interface ProcessorLog {
  /** What it logged, oldest first; without metrics and Lambda's own lines. */
  readonly lines: readonly JsonObject[];
  /** Its metric of that name, over everything that it received. */
  count(metric: string): number;
}

/** Reads a processor's log group in the sandbox. */
export async function readProcessorLog(
  sandbox: Sandbox,
  config: Config,
  target: ProcessorTarget,
): Promise<ProcessorLog> {
  const [{ createAws }, { processorNames }, { metricsOf }] = await Promise.all([
    import('../../clients/aws/index.js'),
    import('../../language/names/processor-names.js'),
    import('../../sandbox/index.js'),
  ]);
  const logged = await createAws(sandbox.aws).logs.lines(processorNames(config, target).logGroup, 0);
  const texts = (logged ?? []).map(({ message }) => message);
  const metrics = metricsOf(texts).filter(({ dimensions }) => !('eventType' in dimensions));
  return {
    lines: texts
      .filter((text) => !isNoise(text))
      .map(structured)
      .filter((line) => line !== undefined),
    count: (metric) => metrics.find(({ name }) => name === metric)?.sum ?? 0,
  };
}
