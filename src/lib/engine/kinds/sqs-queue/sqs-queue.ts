import { awsCommand, gcxCommand } from '../../../base/hints/gcx-command.js';
import { ownValue } from '../../../base/own-value.js';
import type { SqsQueue } from '../../../clients/aws/model.js';
import type { Tags } from '../../../clients/aws/tags-model.js';
import { nameOfArn } from '../../../language/names/arn.js';
import { FIFO_SUFFIX } from '../../../language/names/processor-names.js';
import { isLeftOut } from '../../change/asked.js';
import { change, changeId, updateOrNone } from '../../change/change.js';
import type { Change, Refusal } from '../../change/model.js';
import { durationText, thingName } from '../../change/value-words.js';
import type { DeclaredQueue } from '../../targets/declared-queue.js';
import type { KindPlan, PlanInput, ResourceKind } from '../door/kind.js';
import { ASKED_TAG } from '../noted/asked-of.js';
import { adoptOr, toAdopt } from '../ownership/adoption.js';
import { companyTags, compareTags, type TagChange, tagSteps } from '../ownership/company-tags.js';
import { deletion } from '../ownership/deletion.js';
import { isOurs, markTags, ownerInWords, TagKey } from '../ownership/mark.js';
import { planThings } from '../ownership/plan-things.js';
import { protectTags, withProtection } from '../ownership/protection.js';
import { leftAlone, missingThing } from '../ownership/refusals.js';
import { keptKeyNotes, keyProblems } from '../policies/encryption.js';
import { KEY_ATTRIBUTE } from '../policies/key-attribute.js';
import type { KeysRead } from '../policies/keys-reading.js';
import type { SendersRead } from '../policies/senders.js';
import { beforeQueue, beforeQueueGoes, processorBase } from '../processor/processor-order.js';
import { compareProcessorTags, otherNameFix, processorTags } from '../processor/processor-things.js';
import { refuseOtherType } from '../processor/queue-type.js';
import { askedOf } from './asked-queue.js';
import { aboutMessages, messageCount } from './message-count.js';
import { queueHarms } from './sqs-queue-attributes.js';
import { sqsQueueMarks } from './sqs-queue-marks.js';
import { sqsQueueRights } from './sqs-queue-rights.js';
import { attributeChanges, newQueueSettings } from './sqs-queue-settings.js';
import { type SqsQueueStep, sqsQueueSteps } from './sqs-queue-steps.js';
import { attributesSetBack, newAttributes, wantedAttributes } from './wanted-attributes.js';

type Input = PlanInput<SendersRead & KeysRead>;
type Planned = KindPlan<SqsQueueStep>;

/** SQS queues: made where the file says `create`, checked where it says `existing`. */
export const sqsQueueKind: ResourceKind<'sqs-queue', SqsQueueStep, SendersRead & KeysRead> = {
  kind: 'sqs-queue',
  label: 'SQS queue',
  taggedAs: 'sqs',
  steps: sqsQueueSteps,
  order: {
    part: 'support',
    growsAfter: [],
    goesAfter: [
      // One that gives its dead-letter queue up is changed.
      { kind: 'sns-subscription', of: 'any' },
      { kind: 'sns-policy', of: 'shrinking' },
      { kind: 'sqs-policy', of: 'shrinking' },
      { kind: 'lambda-permission', of: 'shrinking' },
    ],
    goesAfterRules: 'all',
  },
  countsAs: 'itself',
  marks: sqsQueueMarks,
  harms: queueHarms,
  rights: sqsQueueRights,
  plan: (input) =>
    planThings(
      input,
      { declared: input.declared.queues, live: input.live.queues },
      (queue) => planDeclared(input, queue),
      (arn, live) => planLeftover(input, arn, live),
    ),
};

function wantedTags(input: Input, queue: DeclaredQueue): Tags {
  const protect = protectTags(ownValue(input.config.targets, queue.target));
  if (queue.processor !== undefined) return { ...processorTags(input, queue.processor.target), ...protect };
  return { ...companyTags(input.config), ...markTags(input.mark), ...protect };
}

function tagChange(input: Input, queue: DeclaredQueue, live: Tags): TagChange {
  const tagged =
    queue.processor === undefined
      ? compareTags(input.config, live)
      : compareProcessorTags(input, queue.processor.target, live);
  return withProtection(tagged, live, ownValue(input.config.targets, queue.target));
}

function planDeclared(input: Input, queue: DeclaredQueue): Planned {
  const live = input.live.queues.get(queue.arn) ?? null;
  const base = {
    kind: 'sqs-queue',
    name: queue.name,
    key: queue.arn,
    group: { kind: 'target', name: queue.target },
    after: [
      ...beforeQueue(input, queue),
      ...(queue.deadLettersTo === undefined ? [] : [changeId('sqs-queue', queue.deadLettersTo)]),
    ],
    links: { on: queue.arn },
  } as const;
  const liveKey = live?.attributes[KEY_ATTRIBUTE];
  const back =
    queue.create && live !== null && isOurs(live.tags, input.mark) ? attributesSetBack(queue, live) : {};
  const set = { ...wantedAttributes(queue, live), ...back };
  const key = queue.create && set[KEY_ATTRIBUTE] === '' ? undefined : (queue.key ?? liveKey);
  const { warnings, refusals } = keyProblems(input, { ...queue, service: 'sqs', key });
  if (!queue.create) {
    if (queue.account !== input.config.aws.account) return { changes: [] };
    if (live === null)
      return { changes: [], refusals: [missingThing('SQS queue', queue.name, queue.target)] };
    return { changes: [], warnings, refusals: [...refusals, ...refuseWithoutDeduplication(live, queue)] };
  }
  const otherType = refuseOtherType(input, queue);
  if (otherType.length > 0) return { changes: [], refusals: otherType };
  if (live === null) {
    const attributes = newAttributes(queue);
    const tags = wantedTags(input, queue);
    const steps = [{ call: 'sqs.createQueue', name: queue.name, attributes, tags } as const];
    const fields = newQueueSettings(attributes, input.config.aws.account);
    const asked = askedOf(input, queue, wantedAttributes(queue, null), null);
    return { changes: [change({ ...base, action: 'create', fields, steps, asked })], warnings, refusals };
  }
  if (!isOurs(live.tags, input.mark)) {
    const fix =
      queue.processor === undefined
        ? `To use it as it is, write  sqs: { existing: ${queue.name} }  for target ${queue.target}; ${toAdopt(live.tags, '--queue', queue.name)}else choose another name.`
        : adoptOr(live.tags[TagKey.project] !== undefined, otherNameFix(queue.target));
    return leftAlone(base, 'SQS queue', ownerInWords(live.tags, input.mark), fix);
  }
  const fields: Change['fields'] = changedFields(input, live, set, back);
  const tagged = tagChange(input, queue, live.tags);
  const steps: readonly SqsQueueStep[] = [
    ...(fields.length === 0
      ? []
      : [{ call: 'sqs.setAttributes', name: queue.name, attributes: set } as const]),
    ...tagSteps(tagged, (tags, remove) => ({ call: 'sqs.tag', name: queue.name, tags, remove })),
  ];
  const all = [...fields, ...tagged.fields];
  const { account } = input.config.aws;
  const notes = [...keptKeyNotes(queue.key, key, account), ...lossNotes(live, set, account)];
  const action = updateOrNone(all);
  const asked = askedOf(input, queue, wantedAttributes(queue, live), live, back);
  return { changes: [change({ ...base, action, fields: all, notes, steps, asked })], warnings, refusals };
}

/** What is set back, or was never asked for, differs as the file changed; of the rest the notes tell. */
function changedFields(
  input: Input,
  live: SqsQueue,
  set: Readonly<Record<string, string>>,
  back: Readonly<Record<string, string>>,
): Change['fields'] {
  const noted = live.tags[ASKED_TAG];
  return attributeChanges(live.attributes, set, input.config.aws.account).map((each) =>
    Object.hasOwn(back, each.field) || isLeftOut(noted, each.field) ? { ...each, origin: 'file' } : each,
  );
}

/** What a change of settings means for the messages that are in the queue. */
function lossNotes(
  { attributes }: SqsQueue,
  set: Readonly<Record<string, string>>,
  account: string,
): readonly string[] {
  const retention = set['MessageRetentionPeriod'];
  const isShorter =
    retention !== undefined && Number(retention) < Number(attributes['MessageRetentionPeriod']);
  const liveKey = attributes[KEY_ATTRIBUTE];
  const isOtherKey = liveKey !== undefined && (set[KEY_ATTRIBUTE] ?? liveKey) !== liveKey;
  return [
    ...(isShorter ? [`messages older than ${durationText(Number(retention))} are deleted from it`] : []),
    ...(isOtherKey
      ? [
          `messages in it stay encrypted with ${thingName(liveKey, account)}: keep that key until they are read`,
        ]
      : []),
  ];
}

/** EventBridge gives no deduplication id: a FIFO queue takes its messages only where it makes one of the content. */
function refuseWithoutDeduplication(live: SqsQueue, queue: DeclaredQueue): readonly Refusal[] {
  if (!queue.name.endsWith('.fifo') || live.attributes['ContentBasedDeduplication'] === 'true') return [];
  return [
    {
      code: 'fifo-deduplication',
      message: `SQS queue ${queue.name} (target ${queue.target}) has no content-based deduplication, without which a FIFO queue takes nothing from EventBridge.`,
      fix: `Turn it on: ${awsCommand`sqs set-queue-attributes --queue-url ${live.url} --attributes ContentBasedDeduplication=true`}`,
    },
  ];
}

function fixOf(name: string, tags: Tags): string {
  const target = tags[TagKey.processor];
  if (target === undefined) return 'Read them first, or delete it with them: --force.';
  return [processorBase(name), `${processorBase(name)}${FIFO_SUFFIX}`].includes(name)
    ? `Leave the processor in the file, take ${target} out of the routes, and apply: it handles what is left. Then take it out. Or delete it with them: --force.`
    : `Read them first, or send them back while the processor is there:  ${gcxCommand('redrive', target)}.  Or delete it with them: --force.`;
}

/** What came since the plan was read, or what a processor failed on while it was taken away, is not deleted unseen. */
function lastLook({ allowed }: Input, { name }: SqsQueue): readonly SqsQueueStep[] {
  return allowed.force ? [] : [{ call: 'sqs.awaitEmpty', name, seconds: 0 }];
}

/** Queues that SQS moves dead letters from into this one: they are changed or deleted before it goes. */
function sourcesOf({ live }: Input, arn: string, { attributes }: SqsQueue): readonly string[] {
  // One that has dead letters of its own could be in a circle that people made.
  if ((attributes['RedrivePolicy'] ?? '') !== '') return [];
  return [...live.queues]
    .filter(([, queue]) => queue?.attributes['RedrivePolicy']?.includes(`"${arn}"`) === true)
    .map(([source]) => changeId('sqs-queue', source));
}

function planLeftover(input: Input, arn: string, live: SqsQueue): Planned {
  const name = nameOfArn(arn);
  const messages = messageCount(live);
  return deletion(input, {
    kind: 'sqs-queue',
    what: 'SQS queue',
    name,
    key: arn,
    links: { on: arn },
    tags: live.tags,
    after: [...beforeQueueGoes(arn, live.tags), ...sourcesOf(input, arn, live)],
    steps: [...lastLook(input, live), { call: 'sqs.deleteQueue', name }],
    ...(messages === 0
      ? {}
      : {
          notes: [`${aboutMessages(messages)} in it: deleted with it`],
          loss: {
            code: 'queue-not-empty',
            message: `SQS queue ${name} holds ${aboutMessages(messages)}; deleting it loses them.`,
            fix: fixOf(name, live.tags),
          },
        }),
  });
}
