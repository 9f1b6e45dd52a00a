import { Limits } from '../../../base/limits.js';
import { ProcessorVariable } from '../../../processor/contract/settings.js';
import { type ProcessorNames, processorNames } from '../../names/processor-names.js';
import type { Problem } from '../document/problems.js';
import { entriesOf, nodeAt, textOf } from '../document/source-node.js';
import type { ConfigPath } from '../model.js';
import type { CheckContext } from './check-context.js';

/** What Lambda takes as a name (Lambda API reference, Environment). */
const VARIABLE_NAME = /^[A-Za-z][A-Za-z0-9_]+$/;
/** Names that AWS keeps for itself (Lambda developer guide, "Defined runtime environment variables"). */
const OF_AWS = /^(AWS_|LAMBDA_)|^(_HANDLER|_X_AMZN_TRACE_ID)$/i;
/** Names that gcx keeps for itself. */
const OF_GCX = /^GENESYS_GCX_/i;

/** Checks the environment variables of a processor: names, and that all of them fit. */
export function checkProcessorEnvironment(context: CheckContext, target: ConfigPath): void {
  const { problems, root } = context;
  const path = [...target, 'processor', 'environment'];
  const entries = entriesOf(nodeAt(root, path));
  if (entries.size === 0) return;
  let bytes = 0;
  for (const [name, { value }] of entries) {
    const problem = nameProblem(name);
    if (problem !== undefined) problems.atKey([...path, name], problem);
    bytes += Buffer.byteLength(name) + Buffer.byteLength(textOf(value) ?? '');
  }
  const own = ownBytes(context, target);
  const left = Limits.lambdaEnvironmentBytes - own;
  if (bytes <= left) return;
  problems.atKey(path, {
    code: 'too-long',
    message: `A function's environment variables have at most ${Limits.lambdaEnvironmentBytes} bytes, names and values together (lambdaEnvironmentBytes); these have ${bytes}, and gcx needs ${own}.`,
    fix: `Shorten them by ${bytes - left}: put long constants into the files of the handler; they are bundled with it.`,
  });
}

function nameProblem(name: string): Problem | undefined {
  if (/^POWERTOOLS_IDEMPOTENCY_DISABLED$/i.test(name)) {
    return {
      code: 'name-taken',
      message: `"${name}" would handle every duplicate, without notice.`,
      fix: 'Remove it; deduplicate: false says so in the open.',
    };
  }
  if (OF_GCX.test(name)) {
    return {
      code: 'name-taken',
      message: `Variables that begin with GENESYS_GCX_ are gcx's own; "${name}" cannot be one of yours.`,
      fix: 'Give it another name.',
    };
  }
  if (OF_AWS.test(name)) {
    return {
      code: 'name-taken',
      message: `AWS keeps the name "${name}" for itself.`,
      fix: /^AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN|PROFILE)$/i.test(name)
        ? 'Remove it: the function has the rights of its role.'
        : /^AWS_(DEFAULT_)?REGION$/i.test(name)
          ? 'Remove it: Lambda sets it.'
          : 'Give it another name.',
    };
  }
  if (VARIABLE_NAME.test(name)) return undefined;
  const better = name.replaceAll(/[^A-Za-z0-9_]/g, '_').replace(/^[^A-Za-z]+/, '');
  return {
    code: 'name-invalid',
    message: `"${name}" cannot be the name of an environment variable of a function.`,
    fix: `It begins with a letter and has two or more letters, digits and _${VARIABLE_NAME.test(better) ? `: ${better}` : '.'}`,
  };
}

/** What gcx's own variables of this processor take. */
function ownBytes({ root, environment, region, account }: CheckContext, target: ConfigPath): number {
  const project = textOf(nodeAt(root, ['project'])) ?? '';
  const physicalName = textOf(nodeAt(root, [...target, 'processor', 'name']));
  const messageGroup = textOf(nodeAt(root, [...target, 'processor', 'messageGroup']));
  const names: ProcessorNames = processorNames(
    { project, environment },
    {
      name: String(target.at(-1)),
      ...(physicalName === undefined ? {} : { physicalName }),
      ...(messageGroup === undefined ? {} : { messageGroup }),
    },
  );
  const url = (queue: string): string =>
    `https://sqs.${region ?? 'eu-west-1'}.amazonaws.com/${account ?? '111122223333'}/${queue}`;
  const { table, queueUrl, deadLetterQueueUrl } = ProcessorVariable;
  return [
    table,
    names.table,
    queueUrl,
    url(names.queue),
    deadLetterQueueUrl,
    url(names.deadLetterQueue),
  ].join('').length;
}
