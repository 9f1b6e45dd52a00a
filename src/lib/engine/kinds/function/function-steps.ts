import * as z from 'zod';
import { GcxError } from '../../../base/gcx-error.js';
import { gcxCommand } from '../../../base/hints/gcx-command.js';
import { nameOfArn, parseArn } from '../../../language/names/arn.js';
import { ProcessorVariable } from '../../../processor/contract/settings.js';
import type { BuiltProcessor, RunContext } from '../door/run-context.js';
import { type StepOf, stepDoor, texts, textsByName } from '../door/step-door.js';
import {
  type Purpose,
  type Subject,
  type SubjectContext,
  taggedSubject,
  taggingPurpose,
} from '../door/subject.js';

/** A function's settings in a plan: without its environment, which can be sensitive and comes from the file when it is run. */
const settings = z
  .strictObject({
    roleArn: z.string(),
    runtime: z.string(),
    /** `FILE.EXPORT`. */
    handler: z.string(),
    memoryMb: z.number(),
    timeoutSeconds: z.number(),
    description: z.string(),
    /** Name of the SQS queue whose URL it is told. */
    queue: z.string(),
    /** Name of the dead-letter queue whose URL it is told. */
    deadLetterQueue: z.string(),
    /** Name of its table; absent: it has none. */
    table: z.string().exactOptional(),
    /** Absent, as the next: it stays as it is, or as Lambda makes functions. */
    storageMb: z.number().exactOptional(),
    /** `Active` or `PassThrough`. */
    tracing: z.string().exactOptional(),
    /** Without subnets: out of the VPC. */
    vpc: z.strictObject({ subnets: texts, securityGroups: texts }).readonly().exactOptional(),
  })
  .readonly();

/** A function's settings in a plan. */
export type PlannedFunction = z.infer<typeof settings>;

/** `target` is the name of the processor in the file. */
const code = { target: z.string(), codeSha256: z.string(), architecture: z.string() };

function functionSubject(name: string, purpose: Purpose, context: SubjectContext): Subject {
  const read = () => context.aws.functions.function(name);
  return taggedSubject({ kind: 'function', what: 'Lambda function', name, read }, purpose, context);
}

/** The calls on Lambda functions of processors; the code's bytes and its environment are in none of them. */
export const functionSteps = [
  stepDoor(
    'lambda.createFunction',
    { name: z.string(), ...code, settings, tags: textsByName },
    {
      does: 'lambda:CreateFunction',
      subject: ({ name }, context) => functionSubject(name, 'create', context),
      async run(step, context) {
        const { zip, environment } = builtOf(step, context);
        const { architecture } = step;
        const all = { ...(await settingsOf(step.settings, environment, context)), architecture };
        return context.aws.functions.create(step.name, all, zip, step.tags, context.sleep);
      },
    },
  ),
  stepDoor(
    'lambda.updateCode',
    { name: z.string(), ...code },
    {
      does: 'lambda:UpdateFunctionCode',
      subject: ({ name }, context) => functionSubject(name, 'change', context),
      async run(step, context) {
        const { zip } = builtOf(step, context);
        await context.aws.functions.updateCode(step.name, step.architecture, zip, context.sleep);
      },
    },
  ),
  stepDoor(
    'lambda.updateSettings',
    { name: z.string(), target: z.string(), settings },
    {
      does: 'lambda:UpdateFunctionConfiguration',
      subject: ({ name }, context) => functionSubject(name, 'change', context),
      async run(step, context) {
        const { environment } = builtOf(step, context);
        const all = await settingsOf(step.settings, environment, context);
        await context.aws.functions.updateSettings(step.name, all, context.sleep);
      },
    },
  ),
  stepDoor(
    'lambda.reserve',
    /** Null: none is reserved any more. */
    { name: z.string(), concurrency: z.number().nullable() },
    {
      does: 'lambda:PutFunctionConcurrency',
      subject: ({ name }, context) => functionSubject(name, 'change', context),
      run: ({ name, concurrency }, { aws }) => aws.functions.reserve(name, concurrency ?? undefined),
    },
  ),
  // Of event source mappings, too: nothing of theirs can be somebody else's, as a UUID is never given twice.
  stepDoor(
    'lambda.tag',
    { arn: z.string(), tags: textsByName, remove: texts },
    {
      does: 'lambda:TagResource',
      subject: (step, context) =>
        parseArn(step.arn)?.resource.startsWith('function:') === true
          ? functionSubject(nameOfArn(step.arn), taggingPurpose(step), context)
          : undefined,
      run: ({ arn, tags, remove }, { aws }) => aws.functions.tag(arn, tags, remove),
    },
  ),
  stepDoor(
    'lambda.deleteFunction',
    { name: z.string() },
    {
      does: 'lambda:DeleteFunction',
      subject: ({ name }, context) => functionSubject(name, 'delete', context),
      run: ({ name }, { aws, sleep }) => aws.functions.delete(name, sleep),
    },
  ),
] as const;

/** A call on a Lambda function of a processor. */
export type FunctionStep = StepOf<typeof functionSteps>;

/** What was built for a step's target; never other bytes than the plan speaks of. */
function builtOf(
  step: { readonly target: string; readonly codeSha256?: string },
  { processors }: RunContext,
): BuiltProcessor {
  const built = processors.get(step.target);
  if (built === undefined || (step.codeSha256 !== undefined && step.codeSha256 !== built.codeSha256)) {
    throw new GcxError({
      code: 'code-changed',
      what: `The code of processor ${step.target} is not the one that the plan was made with.`,
      fix: `Run ${gcxCommand('plan')} again.`,
    });
  }
  return built;
}

async function settingsOf(
  { queue, deadLetterQueue, table, ...settings }: PlannedFunction,
  environment: Readonly<Record<string, string>>,
  context: RunContext,
) {
  const [queueUrl, deadLetterQueueUrl] = await Promise.all(
    [queue, deadLetterQueue].map((name) => urlOf(name, context)),
  );
  return {
    ...settings,
    environment: {
      ...environment,
      [ProcessorVariable.queueUrl]: queueUrl ?? '',
      [ProcessorVariable.deadLetterQueueUrl]: deadLetterQueueUrl ?? '',
      ...(table === undefined ? {} : { [ProcessorVariable.table]: table }),
    },
  };
}

async function urlOf(name: string, { aws }: RunContext): Promise<string> {
  const queue = await aws.sqs.queue(name);
  if (queue !== undefined) return queue.url;
  throw new GcxError({
    code: 'gone-meanwhile',
    what: `SQS queue ${name} does not exist any more; it did when the plan was made.`,
    fix: `Run ${gcxCommand('plan')} again.`,
  });
}
