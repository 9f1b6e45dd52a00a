import { jsonObjectIn } from '../../base/json.js';
import { Limits } from '../../base/limits.js';
import type { Live } from '../../engine/kinds/index.js';
import { statementsOf } from '../../engine/kinds/policies/policy.js';
import type { Config } from '../../language/config/model.js';
import { nameOfArn } from '../../language/names/arn.js';
import { containsWildcard } from '../../language/patterns/index.js';
import type { Finding, Reach } from './model.js';
import { reachOfAll, reachOfTargets, targetsIn } from './reach.js';

/** Of a quota: from here on it is told that it is nearly used. */
const NEARLY = 0.9;

/** Something that a quota counts. */
interface Used {
  readonly what: string;
  readonly used: number;
  readonly most: number;
  /** Name in limits.ts. */
  readonly limit: string;
  readonly stops: Reach;
  readonly why: string;
  readonly cure: string;
}

/** Pure: quotas of AWS that are nearly used: what is added next finds no room. */
export function nearLimits(config: Config, live: Live): readonly Finding[] {
  return [...busLimits(config, live), ...policyLimits(config, live)]
    .filter(({ used, most }) => used >= most * NEARLY)
    .map(({ what, used, most, limit, stops, why, cure }) => ({
      code: 'near-limit',
      weight: 'later' as const,
      stops,
      what: `${what}: ${used} of ${most} (${limit}).`,
      why,
      cure,
    }));
}

function busLimits(config: Config, { rulesOnBus }: Live): readonly Used[] {
  const stops = reachOfAll(config);
  const wildcards = rulesOnBus.filter(({ pattern }) => containsWildcard(jsonObjectIn(pattern) ?? {})).length;
  return [
    {
      what: 'Rules on the event bus, including those of others',
      used: rulesOnBus.length,
      most: config.aws.rulesPerBus ?? Limits.rulesPerBus,
      limit: 'rulesPerBus',
      stops,
      why: 'There is no room for a new route, or one that needs another rule. The existing routes work.',
      cure: 'Join routes that have the same targets, or ask AWS to raise the quota and write it into aws.quotas.rulesPerBus.',
    },
    {
      what: 'Rules on the event bus that contain wildcards',
      used: wildcards,
      most: Limits.wildcardRulesPerBus,
      limit: 'wildcardRulesPerBus',
      stops,
      why: 'AWS does not raise this quota: there is no room for another one.',
      cure: 'Use "prefix" or "suffix" where possible, or list the values.',
    },
  ];
}

function policyLimits(config: Config, { topics, queues, functions }: Live): readonly Used[] {
  const cure = 'Remove statements that are not needed, or send to a separate queue, topic or function.';
  const why = 'There is no room for another statement, and the deliveries that it should allow are refused.';
  return [
    ...[...topics].flatMap(([arn, topic]) =>
      topic === null
        ? []
        : sizes('SNS topic', arn, topic.attributes['Policy'], [
            ['statements', Limits.snsPolicyStatements, 'snsPolicyStatements'],
            ['bytes', Limits.snsPolicyBytes, 'snsPolicyBytes'],
          ]),
    ),
    ...[...queues].flatMap(([arn, queue]) =>
      queue === null
        ? []
        : sizes('SQS queue', arn, queue.attributes['Policy'], [
            ['statements', Limits.sqsPolicyStatements, 'sqsPolicyStatements'],
            ['bytes', Limits.sqsPolicyBytes, 'sqsPolicyBytes'],
          ]),
    ),
    ...[...functions].flatMap(([arn, { policy }]) =>
      sizes('Lambda function', arn, policy && JSON.stringify(policy), [
        ['bytes', Limits.lambdaPolicyBytes, 'lambdaPolicyBytes'],
      ]),
    ),
  ];

  function sizes(
    kind: string,
    arn: string,
    policy: string | undefined,
    limits: readonly (readonly ['statements' | 'bytes', number, string])[],
  ): readonly Used[] {
    const name = kind === 'Lambda function' ? arn.replace(/^.*:function:/, '') : nameOfArn(arn);
    const targets = targetsIn(config, `${kind} ${name}`);
    return limits.map(([unit, most, limit]) => ({
      what: `The policy of ${kind} ${name}, ${unit}`,
      used: unit === 'bytes' ? Buffer.byteLength(policy ?? '') : statementsOf(policy).length,
      most,
      limit,
      stops: reachOfTargets(config, targets),
      why,
      cure,
    }));
  }
}
