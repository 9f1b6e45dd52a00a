import type { Asker, Choice } from '../../cli/asker.js';
import type { TargetAnswer } from './answers.js';

type Kind = 'sqs' | 'sns' | 'existing-sqs' | 'existing-sns' | 'lambda' | 'arn';

const kinds: readonly Choice<Kind>[] = [
  {
    value: 'sqs',
    name: 'a new SQS queue',
    description: 'One system reads each event once, at its own pace.',
  },
  {
    value: 'sns',
    name: 'a new SNS topic',
    description: 'Several subscribers get each event: e-mail, HTTPS, queues.',
  },
  {
    value: 'existing-sqs',
    name: 'an SQS queue that exists',
    description: 'gcx adds one policy statement to it.',
  },
  {
    value: 'existing-sns',
    name: 'an SNS topic that exists',
    description: 'gcx adds one policy statement to it.',
  },
  { value: 'lambda', name: 'a Lambda function that exists', description: 'gcx lets EventBridge invoke it.' },
  { value: 'arn', name: 'something else, by its ARN', description: 'Any target of EventBridge.' },
];

/** Asks for targets, one after another. */
export async function askTargets(asker: Asker, project: string): Promise<readonly TargetAnswer[]> {
  const taken: TargetAnswer[] = [];
  do {
    taken.push(await askTarget(asker, project));
  } while (await asker.confirm('Another target?', false));
  return taken;
}

async function askTarget(asker: Asker, project: string): Promise<TargetAnswer> {
  const kind = await asker.choose('Where should these events go?', kinds);
  switch (kind) {
    case 'arn':
      return {
        kind,
        arn: await asker.text('Its ARN', {
          problem: (text) => (/^arn:/.test(text) ? undefined : 'An ARN begins with arn:'),
        }),
      };
    case 'lambda':
      return { kind, name: await asker.text('Its name', { problem: nameProblem }) };
    case 'sqs':
    case 'sns':
      return {
        kind,
        provenance: 'create',
        name: await asker.text('A name for it', {
          standard: `${project}-${kind === 'sqs' ? 'inbox' : 'events'}`,
          problem: nameProblem,
        }),
      };
    case 'existing-sqs':
    case 'existing-sns':
      return {
        kind: kind === 'existing-sqs' ? 'sqs' : 'sns',
        provenance: 'existing',
        name: await asker.text('Its name', { problem: nameProblem }),
      };
  }
}

function nameProblem(text: string): string | undefined {
  return /^[A-Za-z0-9_-]{1,80}(\.fifo)?$/.test(text) ? undefined : 'Letters, digits, - and _, at most 80.';
}
