import * as z from 'zod';
import { isMissing } from '../../../clients/aws/unless-missing.js';
import { parseArn } from '../../../language/names/arn.js';
import { changeId } from '../../change/change.js';
import { withDestinationIds } from '../api-destination/destination-ids.js';
import { busSubject } from '../bus/bus-steps.js';
import { jsonObject, type StepOf, stepDoor, texts, textsByName } from '../door/step-door.js';
import {
  isRecord,
  type Purpose,
  type Subject,
  type SubjectContext,
  taggingPurpose,
} from '../door/subject.js';
import { type Owner, ownerByTags } from '../ownership/owner.js';
import { targetNameOf } from './target-names.js';

/** What a call on a rule is about. PutRule answers success for a rule of others, and leaves its tags as they are. */
function ruleSubject(bus: string, name: string, purpose: Purpose, { aws, mark }: SubjectContext): Subject {
  const owner = async (): Promise<Owner> => {
    const listed = await aws.events.listRules(bus, name).catch((error: unknown) => {
      // With its bus.
      if (isMissing(error)) return [];
      throw error;
    });
    const found = listed.find((rule) => rule.name === name);
    if (found?.managedBy !== undefined)
      return { kind: 'others', marked: true, words: `it is managed by ${found.managedBy}` };
    const tags = found === undefined ? undefined : await aws.events.ruleTags(found.arn);
    return ownerByTags(tags, mark);
  };
  const key = changeId('rule', `${bus}/${name}`);
  return { key, called: `Rule ${name}`, purpose, madeMarked: false, adoptable: false, owner };
}

function busOrRule(arn: string, purpose: Purpose, context: SubjectContext): Subject {
  const resource = parseArn(arn)?.resource ?? '';
  if (resource.startsWith('event-bus/'))
    return busSubject(resource.slice('event-bus/'.length), purpose, context);
  const path = resource.slice('rule/'.length);
  const cut = path.lastIndexOf('/');
  const bus = cut < 0 ? 'default' : path.slice(0, cut);
  return ruleSubject(bus, path.slice(cut + 1), purpose, context);
}

const target = z
  .strictObject({
    id: z.string(),
    target: z.string().exactOptional(),
    arn: z.string(),
    roleArn: z.string().exactOptional(),
    deadLetterArn: z.string().exactOptional(),
    retry: z
      .strictObject({ maxAgeSeconds: z.number().exactOptional(), attempts: z.number().exactOptional() })
      .readonly()
      .exactOptional(),
    input: z
      .discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('template'), template: z.string(), paths: textsByName }).readonly(),
        z.strictObject({ kind: z.literal('path'), path: z.string() }).readonly(),
        z.strictObject({ kind: z.literal('constant'), json: z.string() }).readonly(),
      ])
      .exactOptional(),
    messageGroup: z.string().exactOptional(),
    partitionKey: z.string().exactOptional(),
    http: z
      .strictObject({ path: texts, headers: textsByName, query: textsByName })
      .readonly()
      .exactOptional(),
    parameters: jsonObject.exactOptional(),
    unmanaged: texts.exactOptional(),
  })
  .readonly();

const ofRule = { bus: z.string(), rule: z.string() };

/** The calls on EventBridge rules and their targets. */
export const ruleCallSteps = [
  stepDoor(
    'events.putRule',
    {
      bus: z.string(),
      name: z.string(),
      pattern: jsonObject,
      description: z.string(),
      enabled: z.boolean(),
      /** Only on creation: AWS ignores tags on update. */
      tags: textsByName.exactOptional(),
    },
    {
      does: 'events:PutRule',
      // An update of a rule that is gone would make one without a mark.
      subject: ({ bus, name, tags }, context) =>
        ruleSubject(bus, name, tags === undefined ? 'change' : 'overwrite', context),
      run: (step, { aws }) => aws.events.putRule(step),
    },
  ),
  stepDoor(
    'events.tag',
    { arn: z.string(), tags: textsByName, remove: texts },
    {
      does: 'events:TagResource',
      subject: (step, context) =>
        isRecord(step) ? undefined : busOrRule(step.arn, taggingPurpose(step), context),
      run: ({ arn, tags, remove }, { aws }) => aws.events.tag(arn, tags, remove),
    },
  ),
  stepDoor(
    'events.putTargets',
    { ...ofRule, targets: z.array(target).readonly() },
    {
      does: 'events:PutTargets',
      detail: ({ targets }) => targets.map(({ id, target }) => targetNameOf(id, target)).join(', '),
      reaches: ({ targets }) =>
        targets.flatMap(({ arn, deadLetterArn }) => [
          arn,
          ...(deadLetterArn === undefined ? [] : [deadLetterArn]),
        ]),
      subject: ({ bus, rule }, context) => ruleSubject(bus, rule, 'change', context),
      run: async ({ bus, rule, targets }, { aws }) =>
        aws.events.putTargets(bus, rule, await withDestinationIds(targets, aws)),
    },
  ),
  stepDoor(
    'events.removeTargets',
    { ...ofRule, ids: texts },
    {
      does: 'events:RemoveTargets',
      detail: ({ ids }) => ids.map((id) => targetNameOf(id)).join(', '),
      subject: ({ bus, rule }, context) => ruleSubject(bus, rule, 'delete', context),
      run: ({ bus, rule, ids }, { aws }) => aws.events.removeTargets(bus, rule, ids),
    },
  ),
  stepDoor(
    'events.deleteRule',
    { bus: z.string(), name: z.string() },
    {
      does: 'events:DeleteRule',
      subject: ({ bus, name }, context) => ruleSubject(bus, name, 'delete', context),
      run: ({ bus, name }, { aws }) => aws.events.deleteRule(bus, name),
    },
  ),
] as const;

/** A call on a rule or its targets. */
export type RuleStep = StepOf<typeof ruleCallSteps>;
