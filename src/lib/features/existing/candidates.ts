import type { Change } from '../../engine/change/model.js';
import { findRecord, isOfIdentity, markOf, TagKey } from '../../engine/kinds/index.js';
import type { Config } from '../../language/config/model.js';
import { nameOfArn } from '../../language/names/arn.js';
import type { Adoptable } from './read-adoptable.js';
import { whyLeftOut } from './takeable.js';

/** Something that can be adopted. */
export type Candidate =
  | { readonly kind: 'rule'; readonly name: string; readonly description?: string }
  | { readonly kind: 'topic' | 'queue'; readonly arn: string; readonly name: string }
  | { readonly kind: 'integration'; readonly suffix: string; readonly name: string }
  /** Of another kind, with the change that puts the mark on it. */
  | { readonly kind: 'other'; readonly change: Change };

/**
 * What people made of this pipe and carries no mark: the bus's rules, the topics and SQS queues that they or the file
 * send to, and the file's integration. SQS queues with a processor's names are none: nothing that people made can be a
 * processor's.
 */
export function candidatesOf(
  config: Config,
  { content, declared, integrations }: Pick<Adoptable, 'content' | 'declared' | 'integrations'>,
): readonly Candidate[] {
  const mark = markOf(config);
  const unmarked = (tags: Readonly<Record<string, string>>) => tags[TagKey.project] === undefined;
  const settings = config.genesys.integration;
  const managed = settings !== undefined && settings.manage !== false ? settings.suffix : undefined;
  const identity = { account: config.aws.account, region: config.aws.region, suffix: managed ?? '' };
  const live = managed === undefined ? [] : integrations.filter((each) => isOfIdentity(each, identity));
  const ofProcessors = new Set(
    declared.queues.flatMap(({ arn, processor }) => (processor === undefined ? [] : [arn])),
  );
  const isFree = live.every((each) => findRecord(each.config?.notes ?? '', mark) === undefined);
  return [
    ...(isFree ? live : [])
      .slice(0, 1)
      .map(({ name }): Candidate => ({ kind: 'integration', suffix: managed ?? '', name })),
    ...content.rules
      .filter((rule) => whyLeftOut(rule, mark) === undefined && unmarked(rule.tags))
      .map(
        ({ name, description }): Candidate => ({
          kind: 'rule',
          name,
          ...(description === undefined ? {} : { description }),
        }),
      ),
    ...[...content.topics].flatMap(([arn, topic]): Candidate[] =>
      topic !== null && unmarked(topic.tags) ? [{ kind: 'topic', arn, name: nameOfArn(arn) }] : [],
    ),
    ...[...content.queues].flatMap(([arn, queue]): Candidate[] =>
      queue !== null && unmarked(queue.tags) && !ofProcessors.has(arn)
        ? [{ kind: 'queue', arn, name: nameOfArn(arn) }]
        : [],
    ),
  ];
}
