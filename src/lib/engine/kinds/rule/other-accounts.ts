import type { Notice } from '../../../base/notice.js';
import { nameOfArn, parseArn, partOfArn } from '../../../language/names/arn.js';
import { sendAction } from '../../targets/send-action.js';
import type { PlanInput } from '../door/kind.js';
import type { SendersRead } from '../policies/senders.js';
import { ruleSources, type Senders, sendersByArn } from '../policies/senders.js';

/** What the owners of targets in other accounts must allow: gcx changes nothing there. */
export function otherAccountNotices(input: PlanInput<SendersRead>): readonly Notice[] {
  const roles = new Map(
    input.rules.flatMap((rule) => rule.targets.map(({ arn, roleArn }) => [arn, roleArn] as const)),
  );
  return [...sendersByArn(input)].flatMap(([arn, senders]) => {
    const parts = parseArn(arn);
    if (parts === undefined || parts.account === '' || parts.account === input.config.aws.account) return [];
    const action = sendAction(arn) ?? `${parts.service}:*`;
    const name = parts.service === 'events' ? partOfArn(arn, 'event-bus/') : nameOfArn(arn);
    const allowed = whoIsAllowed(input, senders, roles.get(arn));
    const encrypted =
      parts.service === 'sns' || parts.service === 'sqs'
        ? ' Where it is encrypted, the policy of its key must allow kms:GenerateDataKey and kms:Decrypt, too.'
        : '';
    return [
      {
        code: 'policy-elsewhere',
        message: `${name} is in account ${parts.account}: its policy must allow ${action} for ${allowed}; gcx does not change other accounts.${encrypted}`,
      },
    ];
  });
}

function whoIsAllowed(input: PlanInput<SendersRead>, senders: Senders, role: string | undefined): string {
  const { rules, adopted, topics } = senders;
  const byRule =
    role === undefined
      ? `events.amazonaws.com where aws:SourceArn is like ${ruleSources(input, senders).join(' or ')}`
      : `${role} (a policy of that role must allow it as well)`;
  const byTopics = `sns.amazonaws.com where aws:SourceArn is ${topics.join(' or ')}`;
  return [...(rules || adopted.length > 0 ? [byRule] : []), ...(topics.length > 0 ? [byTopics] : [])].join(
    ', and for ',
  );
}
