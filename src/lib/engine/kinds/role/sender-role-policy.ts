import type { JsonObject } from '../../../base/json.js';
import { ruleArn } from '../../../language/names/arn.js';
import { ruleNamePrefix } from '../../../language/names/rule-names.js';
import type { DeclaredSenderRole } from '../../targets/declared-sender-role.js';
import type { PlanInput } from '../door/kind.js';

const VERSION = '2012-10-17';

/** Adopted rules that a trust policy names one by one; beyond it, it lets in all rules of the bus: IAM takes 2,048 characters. */
const MOST_ADOPTED = 5;

/** What EventBridge may do with a role: send to its targets, and nothing more. */
export function senderPolicy({ actions, resources }: DeclaredSenderRole): JsonObject {
  const [first = '', ...rest] = resources;
  const Resource = rest.length === 0 ? first : [...resources];
  return { Version: VERSION, Statement: [{ Sid: 'Send', Effect: 'Allow', Action: [...actions], Resource }] };
}

/**
 * Who may take a role on: EventBridge, for the rules of this project, and for the adopted ones of other names that send with
 * it. EventBridge tells the rule and its account (its user guide: "aws:SourceArn", "aws:SourceAccount").
 */
export function senderTrust(
  { config, bus, rules }: Pick<PlanInput, 'config' | 'bus' | 'rules'>,
  { arn }: Pick<DeclaredSenderRole, 'arn'>,
): JsonObject {
  const prefix = ruleNamePrefix(config);
  const adopted = rules
    .filter(({ name, targets }) => !name.startsWith(prefix) && targets.some(({ roleArn }) => roleArn === arn))
    .map((rule) => ruleArn(config, rule.bus, rule.name))
    .sort();
  const own = ruleArn(config, bus, `${prefix}*`);
  const others = adopted.length > MOST_ADOPTED ? [ruleArn(config, bus, '*')] : adopted;
  return {
    Version: VERSION,
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Action: 'sts:AssumeRole',
        Condition: {
          ArnLike: { 'aws:SourceArn': others.length === 0 ? own : [own, ...others] },
          StringEquals: { 'aws:SourceAccount': config.aws.account },
        },
      },
    ],
  };
}
