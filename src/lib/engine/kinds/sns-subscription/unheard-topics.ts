import type { Notice } from '../../../base/notice.js';
import { targetOfKind } from '../../../language/config/targets-of-kind.js';
import { topicArn } from '../../../language/names/arn.js';
import type { PlanInput } from '../door/kind.js';
import type { TopicsRead } from '../sns-topic/topics-reading.js';

/**
 * SNS topics that the file's routes or alarms send to and nobody hears: SNS takes what is published there, and it
 * reaches no one. Topics of other accounts do not show who is subscribed.
 */
export function unheardNotices(input: PlanInput<TopicsRead>): readonly Notice[] {
  if (input.intent !== 'apply') return [];
  const sentTo = new Set([
    ...input.rules.flatMap(({ targets }) => targets.map(({ arn }) => arn)),
    ...input.declared.processors.flatMap(({ alarmTopicArn }) => alarmTopicArn ?? []),
    ...pipeAlarmTopics(input),
  ]);
  return input.declared.topics.flatMap((topic): Notice[] => {
    const isHere = topic.account === input.config.aws.account;
    if (!isHere || !sentTo.has(topic.arn) || topic.subscriptions.length > 0) return [];
    const live = input.live.topics.get(topic.arn) ?? null;
    // One that says existing and is not there is refused.
    if (live === null && !topic.create) return [];
    const heard = live?.subscriptions ?? [];
    if (heard.some(({ arn }) => arn !== undefined)) return [];
    const who = heard.length === 0 ? 'Nobody is subscribed' : 'Nobody has confirmed a subscription';
    return [
      {
        code: 'nobody-subscribed',
        message: `${who} to SNS topic ${topic.name} (target ${topic.target}): what is sent there reaches no one. Give it subscribers in the file, or have others subscribe to it.`,
      },
    ];
  });
}

function pipeAlarmTopics({ config }: PlanInput<TopicsRead>): readonly string[] {
  const topic = config.alarms === undefined ? undefined : targetOfKind(config, config.alarms.to, 'sns');
  return topic === undefined ? [] : [topicArn(config, topic.topicName, topic.account)];
}
