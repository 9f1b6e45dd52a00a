import { Limits } from '../../../base/limits.js';
import { nodeAt } from '../document/source-node.js';
import type { ConfigPath } from '../model.js';
import type { CheckContext } from './check-context.js';

/**
 * Checks that a function may run as often as its event source mapping invokes it: what it may not counts as an attempt of
 * each event of the batch (Lambda developer guide, "Configuring maximum concurrency for Amazon SQS event sources").
 */
export function checkProcessorConcurrency({ problems, root }: CheckContext, processor: ConfigPath): void {
  const path = [...processor, 'reservedConcurrency'];
  const reserved = numberAt(root, path);
  const maximum = numberAt(root, [...processor, 'maximumConcurrency']);
  if (reserved === undefined || (maximum !== undefined && maximum <= reserved)) return;
  const why =
    'What Lambda receives from the SQS queue beyond the reserved concurrency counts as a failed attempt, and events become dead letters';
  problems.at(
    path,
    maximum === undefined
      ? {
          severity: 'warning',
          code: 'concurrency',
          message: `${why}: nothing limits how much it receives.`,
          fix: `Add maximumConcurrency: ${Math.min(reserved, Limits.lambdaMappingConcurrencyMax)}.`,
        }
      : {
          code: 'concurrency',
          message: `${why}: it receives for ${maximum} invocations at once, but ${reserved} can run.`,
          fix: `Write maximumConcurrency: ${reserved}, or reservedConcurrency: ${maximum}.`,
        },
  );
}

function numberAt(root: CheckContext['root'], path: ConfigPath): number | undefined {
  const node = nodeAt(root, path);
  return node?.kind === 'scalar' && typeof node.value === 'number' ? node.value : undefined;
}
