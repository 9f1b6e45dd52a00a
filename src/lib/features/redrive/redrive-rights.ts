import type { Right, RightScope } from '../../engine/kinds/index.js';
import { arnOf, isAt } from '../../engine/targets/list.js';
import { parseArn } from '../../language/names/arn.js';
import { deadLetterQueues } from './way-back.js';

/** A right on the SQS queues that hold the file's dead letters, and on the keys that encrypt these; none where it has none. */
export function deadLetterRights(
  { config, declared }: RightScope,
  right: Omit<Right, 'on'>,
): readonly Right[] {
  const queues = declared.queues.filter(
    ({ deadLetter, account }) => deadLetter && account === config.aws.account,
  );
  return [
    ...(queues.length === 0 ? [] : [{ ...right, on: [...new Set(queues.map(({ arn }) => arn))] }]),
    ...keyRights(
      queues.flatMap(({ key }) => key ?? []),
      ['kms:Decrypt'],
      right,
    ),
  ];
}

/** What `gcx redrive` takes beside what a plan reads: dead letters go back to the targets of the file. */
export function redriveRights(scope: RightScope): readonly Right[] {
  const { config, declared } = scope;
  const redriven = Object.values(config.targets).filter(
    (target) => deadLetterQueues(config, target).length > 0,
  );
  const isRedriven = ({ arn }: { readonly arn: string }) =>
    redriven.some((target) => isAt(target, config, arn));
  const made = [...declared.topics, ...declared.queues].filter(isRedriven);
  const targets = [...redriven.map((target) => arnOf(target, config)), ...made.map(({ arn }) => arn)].filter(
    (arn) => parseArn(arn)?.account === config.aws.account && !arn.includes('{'),
  );
  const of = (service: string) => [...new Set(targets.filter((arn) => parseArn(arn)?.service === service))];
  const sends = { sns: 'sns:Publish', sqs: 'sqs:SendMessage', lambda: 'lambda:InvokeFunction' } as const;
  return [
    ...deadLetterRights(scope, {
      actions: ['sqs:ReceiveMessage', 'sqs:ChangeMessageVisibility', 'sqs:DeleteMessage'],
      why: 'take dead letters out of their SQS queues',
    }),
    ...Object.entries(sends).flatMap(([service, action]) =>
      of(service).length === 0
        ? []
        : [{ actions: [action], on: of(service), why: 'send dead letters back to where they were to go' }],
    ),
    ...keyRights(
      made.flatMap(({ key }) => key ?? []),
      ['kms:Decrypt', 'kms:GenerateDataKey'],
      { why: 'send dead letters back to what is encrypted' },
    ),
  ];
}

/** Of an alias AWS knows only the key; which it is stands nowhere in the file. */
function keyRights(
  keys: readonly string[],
  actions: readonly string[],
  { why, without }: Pick<Right, 'why' | 'without'>,
): readonly Right[] {
  const on = [...new Set(keys)].map((key) => key.replace(/:alias\/.*$/, ':key/*'));
  return on.length === 0 ? [] : [{ actions, on, why, ...(without === undefined ? {} : { without }) }];
}
