import { Limits } from '../../../base/limits.js';
import { parseWrittenArn } from '../../names/arn.js';
import { entriesOf, itemsOf, nodeAt, type SourceNode, textOf, toJson } from '../document/source-node.js';
import type { ConfigPath } from '../model.js';
import type { CheckContext } from './check-context.js';
import { checkFoundPath } from './check-filled-input.js';
import { pathProblem } from './input-problems.js';
import { eventsOfTarget } from './target-events.js';
import { needsOf } from './target-needs.js';

/** Numbers and lists that AWS bounds (EventBridge API reference; of Batch as PutTargets was recorded to refuse them 2026-09-07). */
const BOUNDS: readonly {
  readonly at: readonly string[];
  readonly what: string;
  readonly least?: number;
  readonly most?: number;
  readonly limit?: keyof typeof Limits;
}[] = [
  { at: ['EcsParameters', 'TaskCount'], what: 'tasks', least: 1 },
  {
    at: ['EcsParameters', 'CapacityProviderStrategy'],
    what: 'capacity providers',
    most: Limits.ecsCapacityProviders,
    limit: 'ecsCapacityProviders',
  },
  {
    at: ['EcsParameters', 'PlacementConstraints'],
    what: 'placement constraints',
    most: Limits.ecsPlacementConstraints,
    limit: 'ecsPlacementConstraints',
  },
  {
    at: ['EcsParameters', 'PlacementStrategy'],
    what: 'placement strategies',
    most: Limits.ecsPlacementStrategies,
    limit: 'ecsPlacementStrategies',
  },
  {
    at: ['BatchParameters', 'ArrayProperties', 'Size'],
    what: 'jobs in an array',
    least: 2,
    most: Limits.batchArrayJobs,
    limit: 'batchArrayJobs',
  },
  {
    at: ['BatchParameters', 'RetryStrategy', 'Attempts'],
    what: 'attempts',
    least: 1,
    most: Limits.batchAttempts,
    limit: 'batchAttempts',
  },
  {
    at: ['RedshiftDataParameters', 'Sqls'],
    what: 'SQL statements',
    most: Limits.redshiftStatements,
    limit: 'redshiftStatements',
  },
  {
    at: ['SageMakerPipelineParameters', 'PipelineParameterList'],
    what: 'parameters of a pipeline',
    most: Limits.sageMakerPipelineParameters,
    limit: 'sageMakerPipelineParameters',
  },
  {
    at: ['RunCommandParameters', 'RunCommandTargets'],
    what: 'targets of a command',
    least: 1,
    most: Limits.runCommandTargets,
    limit: 'runCommandTargets',
  },
];

/**
 * Checks the parameters of a target by its ARN: that AWS takes these for its service, and what PutTargets refuses of them.
 * @param target path of the target in the file
 */
export function checkTargetParameters(context: CheckContext, target: ConfigPath): void {
  const { problems, root } = context;
  const at = [...target, 'parameters'];
  const given = nodeAt(root, at);
  const arn = parseWrittenArn(textOf(nodeAt(root, [...target, 'arn'])) ?? '');
  if (arn === undefined) {
    if (given === undefined || nodeAt(root, [...target, 'arn']) !== undefined) return;
    problems.atKey(at, {
      code: 'misplaced-key',
      message: 'Only a target with "arn" takes parameters.',
      fix: 'Remove "parameters".',
    });
    return;
  }
  const { called, parameters } = needsOf(arn);
  if (parameters?.needed === true && nodeAt(root, [...at, parameters.name]) === undefined) {
    problems.atKey([...target, 'arn'], {
      code: 'parameters-missing',
      message: `AWS takes ${called} as a target only with ${parameters.name}.`,
      fix: `Add parameters: { ${parameters.name}: … } with what AWS shows there ("aws events list-targets-by-rule", or PutTargets in the EventBridge API reference).`,
    });
  }
  for (const name of entriesOf(given).keys()) {
    if (name === parameters?.name) continue;
    problems.atKey([...at, name], {
      code: 'parameters-refused',
      message: `AWS takes no ${name} for ${called}.`,
      fix: parameters === undefined ? 'Remove "parameters".' : `It takes ${parameters.name}.`,
    });
  }
  checkBounds(context, at);
  checkTogether(context, at);
  checkPaths(context, target, at, given);
}

function checkBounds({ problems, root }: CheckContext, parameters: ConfigPath): void {
  for (const { at, what, least = 0, most = Number.POSITIVE_INFINITY, limit } of BOUNDS) {
    const node = nodeAt(root, [...parameters, ...at]);
    if (node === undefined) continue;
    const number = node.kind === 'list' ? itemsOf(node).length : toJson(node);
    if (typeof number !== 'number' || (number >= least && number <= most)) continue;
    const range = most === Number.POSITIVE_INFINITY ? `at least ${least}` : `${least} to ${most}`;
    problems.at([...parameters, ...at], {
      code: 'out-of-range',
      message: `AWS takes ${range} ${what}${limit === undefined ? '' : ` (${limit})`}; here ${number === 1 ? 'is' : 'are'} ${number}.`,
      fix: `Write ${number < least ? `${least} or more` : `at most ${most}`}.`,
    });
  }
}

/** Parts that need each other, or exclude each other. */
function checkTogether({ problems, root }: CheckContext, parameters: ConfigPath): void {
  const ecs = [...parameters, 'EcsParameters'];
  const launchType = textOf(nodeAt(root, [...ecs, 'LaunchType']));
  if (launchType === 'FARGATE' && nodeAt(root, [...ecs, 'NetworkConfiguration']) === undefined)
    problems.at([...ecs, 'LaunchType'], {
      code: 'parameters-missing',
      message: 'AWS takes FARGATE only with NetworkConfiguration.',
      fix: 'Add NetworkConfiguration: { awsvpcConfiguration: { Subnets: [subnet-…] } }.',
    });
  const providers = nodeAt(root, [...ecs, 'CapacityProviderStrategy']);
  if (launchType !== undefined && providers !== undefined && itemsOf(providers).length > 0)
    problems.atKey([...ecs, 'LaunchType'], {
      code: 'parameters-refused',
      message: 'AWS takes either LaunchType or CapacityProviderStrategy.',
      fix: 'Remove one of them.',
    });
  const redshift = nodeAt(root, [...parameters, 'RedshiftDataParameters']);
  if (redshift === undefined || redshift.kind !== 'map') return;
  const statements = ['Sql', 'Sqls'].filter((key) => nodeAt(redshift, [key]) !== undefined);
  if (statements.length !== 1)
    problems.atKey([...parameters, 'RedshiftDataParameters'], {
      code: statements.length === 0 ? 'parameters-missing' : 'parameters-refused',
      message:
        statements.length === 0
          ? 'Without Sql or Sqls there is nothing to run.'
          : 'AWS takes either Sql or Sqls.',
      fix: statements.length === 0 ? 'Add Sql: a statement.' : 'Remove one of them.',
    });
}

/** Values that begin with `$.` are paths into the event (EventBridge user guide, "Dynamic path parameters"). */
function checkPaths(
  context: CheckContext,
  target: ConfigPath,
  at: ConfigPath,
  node: SourceNode | undefined,
): void {
  if (node === undefined) return;
  if (node.kind === 'list') {
    for (const [index, item] of itemsOf(node).entries()) checkPaths(context, target, [...at, index], item);
    return;
  }
  if (node.kind === 'map') {
    for (const [name, { value }] of entriesOf(node)) checkPaths(context, target, [...at, name], value);
    return;
  }
  const path = textOf(node);
  if (path === undefined || !path.startsWith('$.')) return;
  const problem = pathProblem(path);
  if (problem !== undefined) context.problems.at(at, problem);
  const sources = eventsOfTarget(context, String(target.at(-1)));
  checkFoundPath(context, at, path, sources, 'no event fills the parameter. What AWS does then is not known');
}
