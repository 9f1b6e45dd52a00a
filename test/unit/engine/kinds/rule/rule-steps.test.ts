import { describe, expect, it } from 'vitest';
import type { RuleTarget } from '../../../../../src/lib/clients/aws/rule-model.js';
import type { DesiredRule, LiveRule } from '../../../../../src/lib/engine/compile/index.js';
import { updateRuleSteps } from '../../../../../src/lib/engine/kinds/rule/rule-steps.js';

const target = (id: string, arn = id): RuleTarget => ({
  id,
  arn: `arn:aws:sqs:eu-west-1:111122223333:${arn}`,
});

function rule(queues: readonly string[], targets: readonly RuleTarget[], enabled = true): DesiredRule {
  const pattern = { detail: { eventBody: { queueId: [...queues] } } };
  return { bus: 'b', name: 'r', route: 'sales', description: '', enabled, pattern, targets };
}

/** The calls of an update, as `call ids`. */
function calls(live: LiveRule, desired: DesiredRule): readonly string[] {
  return updateRuleSteps(live, desired, false).map((step) => {
    switch (step.call) {
      case 'events.putTargets':
        return `put ${step.targets.map(({ id }) => id).join(' ')}`;
      case 'events.removeTargets':
        return `remove ${step.ids.join(' ')}`;
      case 'events.putRule':
        return 'rule';
      default:
        throw new Error(`not of a rule: ${step.call}`);
    }
  });
}

describe('the calls of a rule that changes', () => {
  it('put the new target before the old one goes', () => {
    expect(calls(rule(['1'], [target('a')]), rule(['1'], [target('b')]))).toEqual(['put b', 'remove a']);
  });

  it('let an id that changes its ARN do both at once', () => {
    expect(calls(rule(['1'], [target('a')]), rule(['1'], [target('a', 'b')]))).toEqual(['put a']);
  });

  it('change the targets before the rule matches more, and after it matches less', () => {
    const old = rule(['1', '2'], [target('a')]);
    expect(calls(old, rule(['1', '2', '3'], [target('b')]))).toEqual(['put b', 'remove a', 'rule']);
    expect(calls(old, rule(['1'], [target('b')]))).toEqual(['rule', 'put b', 'remove a']);
  });

  it('send no event of what comes to a target that goes', () => {
    const old = rule(['1', '2'], [target('a'), target('b')]);
    expect(calls(old, rule(['2', '3'], [target('b')]))).toEqual(['remove a', 'rule']);
    expect(calls(old, rule(['3'], [target('c')]))).toEqual(['remove a b', 'rule', 'put c']);
  });

  it('enable last, and disable first', () => {
    const [off, on] = [rule(['1'], [target('a')], false), rule(['2'], [target('b')])];
    expect(calls(off, on)).toEqual(['put b', 'remove a', 'rule']);
    expect(calls(on, off)).toEqual(['rule', 'put a', 'remove b']);
  });
});
