import { andList } from '../../../base/words.js';
import { contentFor, environmentNames } from '../document/environments.js';
import type { GivenVariables } from '../document/given-variables.js';
import { replaceVariables, variableLookup } from '../document/interpolate.js';
import { NameRules, nameProblem } from '../document/name-rules.js';
import { type Problems, TreeProblems } from '../document/problems.js';
import { entriesOf, nodeAt, type SourceNode } from '../document/source-node.js';

/** A name in the file of something that gcx creates, which does not have the environment in it by itself. */
interface MadeName {
  readonly target: string;
  readonly kind: keyof typeof KINDS;
  readonly name: string;
}

const KINDS = {
  sns: { key: ['sns', 'create'], what: 'SNS topic', rule: NameRules.snsTopic },
  sqs: { key: ['sqs', 'create'], what: 'SQS queue', rule: NameRules.sqsQueue },
  logGroup: { key: ['logGroup', 'create'], what: 'log group', rule: NameRules.logGroup },
  apiDestination: { key: ['http', 'name'], what: 'API destination', rule: NameRules.apiDestination },
  connection: { key: ['http', 'connection'], what: 'connection', rule: NameRules.connection },
  processor: { key: ['processor', 'name'], what: 'Lambda function', rule: NameRules.processor },
} as const;

const KIND_NAMES = Object.keys(KINDS) as readonly (keyof typeof KINDS)[];

/** One environment, with what it would create and where. */
interface Made {
  readonly environment: string;
  readonly place: string;
  readonly names: readonly MadeName[];
}

/**
 * Warns where environments of the file would create things of the same name in one account and region: a resource belongs
 * to one environment, and the plan of the other is refused. Only the offline check says it, as it looks at all of them.
 */
export function checkSharedNames(
  root: SourceNode,
  environment: string,
  given: GivenVariables,
  found: Problems,
): void {
  const all = (environmentNames(root) ?? []).toSorted().map((each) => madeIn(root, each, given));
  const own = all.find((each) => each.environment === environment);
  if (own === undefined) return;
  const problems = new TreeProblems(contentFor(root, environment), found);
  const near = all.filter(({ place }) => place === own.place);
  for (const { target, kind, name } of own.names) {
    const sharing = near.filter(({ names }) => names.some((each) => isSame(each, { kind, name })));
    if (sharing.length < 2) continue;
    const environments = sharing.map((each) => each.environment);
    const proposed = nameWithEnvironment(kind, name, environments);
    problems.at(['targets', target, ...KINDS[kind].key], {
      severity: 'warning',
      code: 'shared-name',
      message: `The environments ${andList(environments)} would each create the ${KINDS[kind].what} ${name} in the same account and region. It belongs to the one that is applied first: the plans of the others are refused.`,
      fix:
        proposed === undefined
          ? 'Give it a shorter name with ${env} in it, which is replaced by the name of the environment.'
          : `Write ${proposed}: \${env} is replaced by the name of the environment. What is applied already keeps its name if only the other environments get a new one, in "environments".`,
    });
  }
}

function madeIn(root: SourceNode, environment: string, given: GivenVariables): Made {
  const content = contentFor(root, environment);
  const lookup = variableLookup(content, { environment, given });
  const text = (...path: readonly string[]): string | undefined => {
    const node = nodeAt(content, path);
    if (node?.kind !== 'scalar' || node.value === null) return undefined;
    return replaceVariables(typeof node.value === 'string' ? node.value : node.written, lookup);
  };
  const targets = [...entriesOf(nodeAt(content, ['targets'])).keys()];
  return {
    environment,
    place: JSON.stringify([text('aws', 'account'), text('aws', 'region')]),
    names: targets.flatMap((target) =>
      KIND_NAMES.flatMap((kind) => {
        const name = text('targets', target, ...KINDS[kind].key);
        return name === undefined ? [] : [{ target, kind, name }];
      }),
    ),
  };
}

function isSame(one: Pick<MadeName, 'kind' | 'name'>, other: Pick<MadeName, 'kind' | 'name'>): boolean {
  return one.kind === other.kind && one.name === other.name;
}

/**
 * A name with `${env}` in it that AWS takes in each of the environments; undefined where it would be too long.
 * @param environments names of those that share it
 */
export function nameWithEnvironment(
  kind: keyof typeof KINDS,
  name: string,
  environments: readonly string[],
): string | undefined {
  // The end tells SNS and SQS that it is a FIFO one.
  const end = kind === 'sqs' && name.endsWith('.fifo') ? '.fifo' : '';
  const proposed = `${name.slice(0, name.length - end.length)}-\${env}${end}`;
  const { rule } = KINDS[kind];
  const isTaken = (each: string) => nameProblem(rule, proposed.replaceAll('${env}', each)) === undefined;
  return environments.every(isTaken) ? proposed : undefined;
}
