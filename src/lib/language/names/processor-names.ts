import { Limits } from '../../base/limits.js';
import { cutWithHash, toNameCharacters } from './rule-names.js';

/** How the name of a FIFO queue ends (CreateQueue in SQS's API reference). */
export const FIFO_SUFFIX = '.fifo';

/** What a processor's things on AWS are called. */
export interface ProcessorNames {
  /** The Lambda function, its role and its table have this name, of at most 64 characters, and its SQS queue, too, unless it is FIFO. */
  readonly function: string;
  readonly role: string;
  readonly table: string;
  /** The SQS queue that the rules send to. */
  readonly queue: string;
  /** The SQS queue for what could not be handled. It is never FIFO: EventBridge takes no FIFO queue for dead letters. */
  readonly deadLetterQueue: string;
  readonly logGroup: string;
}

/**
 * The IAM path of the roles that gcx makes. A policy that lets gcx write the roles below it cannot meet the role that gcx
 * itself runs as, whatever the project is called (IAM User Guide, friendly names and paths).
 */
export function rolePath({ project }: { readonly project: string }): string {
  return `/genesys-gcx/${project}/`;
}

/** The names of a processor's things: after project, environment and target, unless the file names them. */
export function processorNames(
  config: { readonly project: string; readonly environment: string },
  target: { readonly name: string; readonly physicalName?: string; readonly messageGroup?: string },
): ProcessorNames {
  const environment = config.environment === 'default' ? [] : [config.environment];
  const full = [config.project, ...environment, target.name].join('-').replaceAll('.', '-');
  const base =
    target.physicalName ?? cutWithHash(toNameCharacters(full), Limits.lambdaFunctionNameCharacters);
  return {
    function: base,
    role: base,
    table: base,
    queue: target.messageGroup === undefined ? base : `${base}${FIFO_SUFFIX}`,
    deadLetterQueue: `${base}-dead-letters`,
    logGroup: `/aws/lambda/${base}`,
  };
}
