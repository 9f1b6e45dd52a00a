import { describe, expect, it } from 'vitest';
import type { RuleTarget } from '../../../../src/lib/clients/aws/rule-model.js';
import { compileRules, type LiveRule } from '../../../../src/lib/engine/compile/index.js';
import { fileOf, NAMES, TARGETS } from './file-builder.js';
import { asLive } from './live-bus.js';

const END = 'v2.detail.events.conversation.{id}.acd.end';

function idsWith(live: readonly RuleTarget[], targets: readonly string[] = ['t0']): readonly string[] {
  const file = fileOf([{ name: 'sales', events: [END], targets }]);
  const [rule] = asLive(compileRules(file.config, file.queues, [], NAMES).rules);
  if (rule === undefined) throw new Error('no rule');
  const before: LiveRule = { ...rule, targets: live };
  return compileRules(file.config, file.queues, [before], NAMES).rules.flatMap((one) =>
    one.targets.map(({ id }) => id),
  );
}

const T0 = 'arn:aws:sqs:eu-west-1:111122223333:t0';

describe('ids of targets', () => {
  it('are the names', () => {
    expect(idsWith([])).toEqual(['t0']);
  });

  it('stay where a live target has the ARN, so that a renamed target is replaced in one call', () => {
    expect(idsWith([{ id: 'old-name', arn: T0 }])).toEqual(['old-name']);
  });

  it('go to the live target that is most alike', () => {
    const input = { kind: 'path', path: '$.detail' } as const;
    expect(
      idsWith([
        { id: 'a', arn: T0, input },
        { id: 'b', arn: T0 },
      ]),
    ).toEqual(['b']);
  });

  it('are never used twice in a rule', () => {
    expect(idsWith([{ id: 't1', arn: T0 }], ['t0', 't1'])).toEqual(['t1', 't1-2']);
  });

  it('stand for what the file says of the target', () => {
    const config = {
      targets: {
        ...TARGETS,
        audit: {
          kind: 'arn',
          name: 'audit',
          arn: 'arn:aws:states:eu-west-1:111122223333:stateMachine:audit',
          role: 'arn:aws:iam::111122223333:role/events',
          deadLetter: 't0',
          retry: { attempts: 3 },
          input: { kind: 'constant', json: '{}' },
        },
      },
    } as const;
    const file = fileOf([{ name: 'sales', events: [END], targets: ['audit'] }], config);
    expect(compileRules(file.config, file.queues, [], NAMES).rules[0]?.targets).toEqual([
      {
        id: 'audit',
        target: 'audit',
        arn: 'arn:aws:states:eu-west-1:111122223333:stateMachine:audit',
        roleArn: 'arn:aws:iam::111122223333:role/events',
        deadLetterArn: T0,
        retry: { attempts: 3 },
        input: { kind: 'constant', json: '{}' },
      },
    ]);
  });
});
