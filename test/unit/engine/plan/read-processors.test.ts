import { describe, expect, it } from 'vitest';
import { declaredIn, markOf, markTags } from '../../../../src/lib/engine/kinds/index.js';
import { compileNames } from '../../../../src/lib/engine/plan/index.js';
import { readProcessors } from '../../../../src/lib/engine/plan/read-processors.js';
import { awsSetup } from '../../clients/aws/aws-server.js';
import { project, route, sqs } from './project.js';

describe('reading processors', () => {
  it('calls nothing where neither the file nor tags know one', async () => {
    const config = project(
      [route('calls', { targets: ['inbox-dead-letters'] })],
      [sqs('inbox-dead-letters')],
    );
    const { aws, calls } = await awsSetup(() => ({ status: 500 }));
    const arn = 'arn:aws:sqs:eu-west-1:111122223333:inbox-dead-letters';
    const queue = {
      name: 'inbox-dead-letters',
      arn,
      url: '',
      attributes: {},
      tags: markTags(markOf(config)),
    };
    const scope = {
      config,
      mark: markOf(config),
      declared: declaredIn(config, compileNames(config, new Set())),
      tagged: [arn],
      queues: new Map([[arn, queue]]),
    };
    expect(await readProcessors(scope, aws)).toEqual(new Map());
    expect(calls()).toEqual([]);
  });
});
