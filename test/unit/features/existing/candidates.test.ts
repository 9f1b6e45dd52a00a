import { describe, expect, it } from 'vitest';
import { compileNames } from '../../../../src/lib/engine/plan/index.js';
import { declaredIn } from '../../../../src/lib/engine/targets/declared-in.js';
import { candidatesOf } from '../../../../src/lib/features/existing/index.js';
import { queueArn } from '../../../../src/lib/language/names/arn.js';
import { processor, project, sqs, worldFor } from '../../engine/plan/project.js';

describe('what can be adopted', () => {
  it('holds no SQS queue with a name of a processor', () => {
    const config = project([], [sqs('inbox'), processor('sales')]);
    const declared = declaredIn(config, compileNames(config, new Set()));
    const world = worldFor(config);
    for (const { name } of declared.queues) world.queues.set(name, { attributes: {}, tags: {} });
    const { topics, queues } = world.live(config);
    expect([...queues.keys()].sort()).toEqual(
      ['calls-production-sales', 'calls-production-sales-dead-letters', 'inbox'].map((name) =>
        queueArn(config, name),
      ),
    );
    const content = { bus: 'bus', tags: {}, rules: [], topics, queues };
    expect(candidatesOf(config, { content, declared, integrations: [] })).toEqual([
      { kind: 'queue', arn: queueArn(config, 'inbox'), name: 'inbox' },
    ]);
  });
});
