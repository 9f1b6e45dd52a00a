import type { LambdaFunction } from '../../../clients/aws/functions-model.js';
import { PROCESSOR_RUNTIMES, ProcessorDefaults } from '../../../language/config/schema/schema-processor.js';
import { functionArn } from '../../../language/names/arn.js';
import { type AskedOfKind, isNotedAs } from '../../change/asked.js';
import { change, changeId, updateOrNone } from '../../change/change.js';
import type { Change, FieldChange } from '../../change/model.js';
import { thingName } from '../../change/value-words.js';
import type { DeclaredProcessor } from '../../targets/declared-processor.js';
import type { KindPlan, PlanInput, ProcessorCode, ResourceKind } from '../door/kind.js';
import { ASKED_TAG, askedInTags, sameNames } from '../noted/asked-of.js';
import { tagSteps } from '../ownership/company-tags.js';
import { isOurs } from '../ownership/mark.js';
import { askedProtection, protectTags, withProtection } from '../ownership/protection.js';
import { queueGoesFirst } from '../processor/processor-order.js';
import {
  askedProcessorTags,
  compareProcessorTags,
  foreignThing,
  planProcessors,
  processorDeletion,
  processorTags,
} from '../processor/processor-things.js';
import type { RolesRead } from '../role/roles-reading.js';
import type { QueuesRead } from '../sqs-queue/queues-reading.js';
import { functionHarms } from './function-attributes.js';
import { askedEnvironment, environmentChanges, environmentNames } from './function-environment.js';
import { functionMarks } from './function-marks.js';
import { functionRights } from './function-rights.js';
import {
  FUNCTION_SETTINGS,
  fieldOf,
  functionSettingChanges,
  newFunctionSettings,
} from './function-settings.js';
import { type FunctionStep, functionSteps, type PlannedFunction } from './function-steps.js';
import { type PlannedOptional, planOptional, RESERVED, VPC } from './optional-settings.js';
import type { ProcessorFunctionsRead } from './processor-functions-reading.js';

type Input = PlanInput<ProcessorFunctionsRead & RolesRead & QueuesRead>;
type Planned = KindPlan<FunctionStep>;

/** Lambda functions of processors: their settings, and their code by its SHA-256. */
export const functionKind: ResourceKind<
  'function',
  FunctionStep,
  ProcessorFunctionsRead & RolesRead & QueuesRead
> = {
  kind: 'function',
  label: 'Lambda function',
  taggedAs: 'lambda:function',
  steps: functionSteps,
  order: { part: 'support', growsAfter: [], goesAfter: [], goesAfterRules: 'all' },
  countsAs: 'target',
  marks: functionMarks,
  harms: functionHarms,
  rights: functionRights,
  arnOf: (name, { config }) => functionArn(config, name),
  plan: (input) =>
    planProcessors(
      input,
      input.live.processorFunctions,
      (processor) => planDeclared(input, processor),
      (base) => planLeftover(input, base),
    ),
};

function planDeclared(input: Input, processor: DeclaredProcessor): Planned {
  const { target, names } = processor;
  const name = names.function;
  const base = { kind: 'function', name, group: { kind: 'target', name: target.name } } as const;
  const code = input.code?.get(target.name);
  if (code === undefined) throw new Error(`the code of processor ${target.name} was not built`);
  // A role that an older gcx made lies at another path: it goes on being used.
  const roleArn = target.executionRole ?? input.live.roles.get(name)?.arn ?? processor.roleArn;
  const { architecture } = target;
  const { codeSha256 } = code;
  const found = input.live.processorFunctions.get(name);
  const optional = planOptional(target, found);
  const settings = wantedSettings(input, { ...processor, roleArn }, code, found, optional);
  const after = [
    ...(queueGoesFirst(input, processor) ? [changeId('sqs-queue', processor.queueArn)] : []),
    changeId('sqs-queue', processor.deadLetterQueueArn),
    changeId('log-group', name),
    // What it uses no more goes after it.
    ...(target.deduplicate === undefined ? [] : [changeId('table', name)]),
    ...(target.executionRole === undefined ? [changeId('role', name)] : []),
  ];
  if (found === undefined) {
    const step = {
      call: 'lambda.createFunction',
      name,
      target: target.name,
      codeSha256,
      architecture,
      settings,
      tags: { ...processorTags(input, target.name), ...protectTags(target) },
    } as const;
    const fields = [
      ...newFunctionSettings(settings, input.config.aws.account),
      ...optional.fields,
      ...environmentNames(target.environment),
    ];
    return {
      changes: [
        change({
          ...base,
          action: 'create',
          after,
          fields,
          notes: [...roleNotes(input, processor), ...networkNotes(optional)],
          steps: [step, ...reserveSteps(name, optional)],
          asked: askedOf(input, processor, settings, code, undefined, optional),
        }),
      ],
    };
  }
  if (!isOurs(found.tags, input.mark))
    return foreignThing(input, base, 'Lambda function', found.tags, target.name);
  const set = [
    ...functionSettingChanges(found, settings, input.config.aws.account),
    ...environmentChanges(processor, found.environment),
    ...optional.fields.filter(({ field }) => field !== RESERVED),
  ];
  const coded = codeChanges(found, architecture, code);
  const tagged = withProtection(compareProcessorTags(input, target.name, found.tags), found.tags, target);
  const reserved = optional.fields.filter(({ field }) => field === RESERVED);
  const fields = [...coded, ...set, ...reserved, ...tagged.fields];
  const steps: readonly FunctionStep[] = [
    ...(set.length === 0
      ? []
      : [{ call: 'lambda.updateSettings', name, target: target.name, settings } as const]),
    ...(coded.length === 0
      ? []
      : [{ call: 'lambda.updateCode', name, target: target.name, codeSha256, architecture } as const]),
    ...(reserved.length === 0 ? [] : reserveSteps(name, optional)),
    ...tagSteps(tagged, (tags, remove) => ({ call: 'lambda.tag', arn: found.arn, tags, remove })),
  ];
  const notes = [
    ...(found.roleArn === settings.roleArn ? [] : roleNotes(input, processor)),
    ...networkNotes(optional),
  ];
  const asked = askedOf(input, processor, settings, code, found, optional);
  return { changes: [change({ ...base, action: updateOrNone(fields), after, fields, notes, steps, asked })] };
}

function wantedSettings(
  { config }: Input,
  { target, names, roleArn }: DeclaredProcessor,
  { handler }: ProcessorCode,
  live: LambdaFunction | undefined,
  { set: { reservedConcurrency: _, ...optional } }: PlannedOptional,
): PlannedFunction {
  return {
    roleArn,
    runtime: target.runtime ?? keptRuntime(live),
    handler,
    memoryMb: target.memoryMb,
    timeoutSeconds: target.timeoutSeconds,
    description: `Processor ${target.name} of project ${config.project}, made by gcx`,
    queue: names.queue,
    deadLetterQueue: names.deadLetterQueue,
    ...(target.deduplicate === undefined ? {} : { table: names.table }),
    ...optional,
  };
}

/** The runtime of a function whose file says none: a function that is there keeps the one that gcx gave it. */
function keptRuntime(live: LambdaFunction | undefined): string {
  if (live === undefined) return ProcessorDefaults.runtime;
  const noted = PROCESSOR_RUNTIMES.find((each) => isNotedAs(live.tags[ASKED_TAG], fieldOf('runtime'), each));
  const known = PROCESSOR_RUNTIMES.find((each) => each === live.runtime);
  return noted ?? known ?? ProcessorDefaults.runtime;
}

/** What a function in a VPC needs, when it is put there. */
function networkNotes({ fields, set }: PlannedOptional): readonly string[] {
  if (!fields.some(({ field }) => field === VPC) || (set.vpc?.subnets ?? []).length === 0) return [];
  return [
    'in a VPC: without a NAT gateway or VPC endpoints for SQS and DynamoDB, and a way to Genesys Cloud if the handler calls it, every event fails',
  ];
}

function reserveSteps(name: string, { set }: PlannedOptional): readonly FunctionStep[] {
  const { reservedConcurrency: concurrency } = set;
  return concurrency === undefined ? [] : [{ call: 'lambda.reserve', name, concurrency }];
}

/** What gcx asks for of a function. */
function askedOf(
  input: Input,
  processor: DeclaredProcessor,
  settings: PlannedFunction,
  code: ProcessorCode,
  live: LambdaFunction | undefined,
  optional: PlannedOptional,
): AskedOfKind {
  const { target, names } = processor;
  const tags = live?.tags ?? {};
  const arn = functionArn(input.config, names.function);
  return askedInTags({
    of: changeId('function', names.function),
    isLive: live !== undefined,
    values: {
      ...sameNames(FUNCTION_SETTINGS, settings, live, fieldOf),
      code: { wanted: code.codeSha256, live: live?.codeSha256 },
      architecture: { wanted: target.architecture, live: live?.architecture },
      ...optional.asked,
      ...askedEnvironment(processor, live?.environment ?? {}),
      ...askedProcessorTags(input, target.name, tags),
      protect: askedProtection(tags, target),
    },
    setBack: optional.setBack,
    tags,
    tag: (set, remove): FunctionStep => ({ call: 'lambda.tag', arn, tags: set, remove }),
  });
}

function codeChanges(live: LambdaFunction, architecture: string, code: ProcessorCode): Change['fields'] {
  const turned: readonly FieldChange[] =
    live.architecture === architecture
      ? []
      : [{ kind: 'value', field: 'architecture', before: live.architecture, after: architecture }];
  if (live.codeSha256 === code.codeSha256) return turned;
  const lines = code.differences.length === 0 ? ['changed'] : code.differences;
  return [...turned, ...lines.map((after) => ({ kind: 'value', field: 'code', after }) as const)];
}

/** A role that the file gives is not looked after: who gave it must know what it must allow. */
function roleNotes({ config }: Input, { target, names }: DeclaredProcessor): readonly string[] {
  if (target.executionRole === undefined) return [];
  const table = target.deduplicate === undefined ? '' : `, the table ${names.table}`;
  const secrets = Object.keys(target.secrets).length === 0 ? '' : ', its secrets';
  return [
    `runs as ${thingName(target.executionRole, config.aws.account)}, which gcx neither makes nor checks: it must allow the SQS queues ${names.queue} and ${names.deadLetterQueue}${table}, the log group${secrets}`,
  ];
}

function planLeftover(input: Input, base: string): Planned {
  const found = input.live.processorFunctions.get(base);
  if (found === undefined) return { changes: [] };
  return processorDeletion(input, {
    kind: 'function',
    what: 'Lambda function',
    name: found.name,
    tags: found.tags,
    after: [changeId('event-source-mapping', base)],
    steps: [{ call: 'lambda.deleteFunction', name: found.name }],
  });
}
