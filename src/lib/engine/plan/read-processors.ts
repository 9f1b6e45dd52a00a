import type { Aws } from '../../clients/aws/model.js';
import type { Config } from '../../language/config/model.js';
import { roleArn, rolePath } from '../compile/index.js';
import {
  alarmNames,
  type Declared,
  isOurs,
  type Live,
  type LiveProcessor,
  type Mark,
  parseArn,
  processorBase,
  TagKey,
} from '../kinds/index.js';

/** What a plan knows before it reads processors. */
export interface ProcessorScope {
  readonly config: Config;
  readonly mark: Mark;
  readonly declared: Declared;
  /** ARNs of what carries the mark. */
  readonly tagged: readonly string[];
  readonly queues: Live['queues'];
}

/**
 * Reads what is there of the file's processors, and of those of which something is left: by what they are called.
 * Calls nothing where there is neither, so that who has no processors needs no rights for them.
 */
export async function readProcessors(
  scope: ProcessorScope,
  aws: Aws,
): Promise<ReadonlyMap<string, LiveProcessor>> {
  const declared = new Map(scope.declared.processors.map((each) => [each.names.function, each.target]));
  const bases = new Set([...declared.keys(), ...leftoverBases(scope)]);
  return new Map(
    await Promise.all(
      [...bases].map(async (base) => {
        const given = declared.get(base)?.executionRole !== undefined;
        return [base, await readProcessor(base, given, scope.config, aws)] as const;
      }),
    ),
  );
}

/** What the things of processors are called of which the tags of queues, functions, tables and log groups tell. */
function leftoverBases({ tagged, queues, mark }: ProcessorScope): readonly string[] {
  const ofQueues = [...queues.values()].flatMap((queue) =>
    queue !== null && queue.tags[TagKey.processor] !== undefined && isOurs(queue.tags, mark)
      ? [processorBase(queue.name)]
      : [],
  );
  return [...ofQueues, ...tagged.flatMap(baseOf)];
}

function baseOf(arn: string): readonly string[] {
  const { service = '', resource = '' } = parseArn(arn) ?? {};
  const start = { lambda: 'function:', dynamodb: 'table/', logs: 'log-group:/aws/lambda/' }[service];
  if (start === undefined || !resource.startsWith(start)) return [];
  return [resource.slice(start.length).replace(/:.*$/, '')];
}

/** @param roleIsGiven whether the file gives the function a role: then who runs gcx may not be allowed to read roles. */
async function readProcessor(
  base: string,
  roleIsGiven: boolean,
  config: Config,
  aws: Aws,
): Promise<LiveProcessor> {
  const [table, logGroup, found, eventSources, alarms] = await Promise.all([
    aws.dynamo.table(base),
    aws.logs.group(`/aws/lambda/${base}`),
    aws.functions.function(base),
    aws.functions.eventSources(base),
    aws.alarms.list(`${base}-`),
  ]);
  // A function that still runs as the role that gcx made leaves it over when it gets another one. An older gcx made it at /.
  const hasOwn = [rolePath(config), '/'].some((path) => found?.roleArn === roleArn(config, path, base));
  const role = roleIsGiven && !hasOwn ? undefined : await aws.iam.role(base);
  const names = new Set(alarmNames(base));
  return {
    ...(table === undefined ? {} : { table }),
    ...(logGroup === undefined ? {} : { logGroup }),
    ...(found === undefined ? {} : { function: found }),
    ...(role === undefined ? {} : { role }),
    eventSources: [...eventSources].sort((a, b) => (a.uuid < b.uuid ? -1 : 1)),
    alarms: alarms.filter(({ name }) => names.has(name)).sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
}
