import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { configFileText, type InitAnswers } from '../../../../src/lib/features/init/index.js';
import { anyCharacter } from '../../../harness/any-character.js';

const answers: InitAnswers = {
  project: 'sales-events',
  genesys: {
    environment: 'mypurecloud.ie',
    organization: '6513270e-269e-4d37-b2a7-4de452e6b438',
    organizationName: 'Acme',
    suffix: 'prod',
  },
  aws: { account: '011122223333', region: 'eu-west-1' },
  route: 'conversation-acd-end',
  events: [{ name: 'conversation.acd.end', description: 'A conversation left a queue.', carriesQueue: true }],
  queues: [{ name: 'Sales Support' }, { name: 'Support', division: 'Retail' }],
  targets: [
    { name: 'crm-inbox', inFile: { sqs: { create: 'crm-inbox' } } },
    { name: 'crm-sync', inFile: { lambda: { existing: 'crm-sync' } } },
    { name: 'crm-inbox', inFile: { sns: { existing: 'crm-inbox' } } },
    {
      name: 'audit',
      inFile: { arn: 'arn:aws:states:eu-west-1:011122223333:stateMachine:audit' },
    },
  ],
  deadLetter: 'sales-events-dead-letters',
  log: false,
};

describe('configFileText', () => {
  it('reads back as what was answered', () => {
    expect(parse(configFileText(answers))).toEqual({
      version: 1,
      project: 'sales-events',
      genesys: {
        environment: 'mypurecloud.ie',
        organization: '6513270e-269e-4d37-b2a7-4de452e6b438',
        integration: { suffix: 'prod' },
      },
      aws: { account: '011122223333', region: 'eu-west-1' },
      defaults: { deadLetter: 'dead-letters', retry: { maxAge: '6h', attempts: 50 } },
      targets: {
        'crm-inbox': { sqs: { create: 'crm-inbox' } },
        'crm-sync': { lambda: { existing: 'crm-sync' } },
        'crm-inbox-2': { sns: { existing: 'crm-inbox' } },
        audit: { arn: 'arn:aws:states:eu-west-1:011122223333:stateMachine:audit' },
        'dead-letters': { sqs: { create: 'sales-events-dead-letters' } },
      },
      routes: {
        'conversation-acd-end': {
          events: ['conversation.acd.end'],
          queues: ['Sales Support', { name: 'Support', division: 'Retail' }],
          targets: ['crm-inbox', 'crm-sync', 'crm-inbox-2', 'audit'],
        },
      },
    });
  });

  it('explains each event type', () => {
    expect(configFileText(answers)).toContain(
      '      # A conversation left a queue\n      - conversation.acd.end\n',
    );
  });

  it('has no queues and no dead letters where there are none', () => {
    const { deadLetter: _, ...rest } = answers;
    const file = parse(configFileText({ ...rest, queues: [] }));
    expect(file).not.toHaveProperty('defaults');
    expect(file.routes['conversation-acd-end']).not.toHaveProperty('queues');
  });

  it('keeps any name as it is, whatever YAML would make of it', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ minLength: 1, unit: anyCharacter }),
          fc.constantFrom('no', '911', 'Support #2', '*Sales', '~', '1e3', 'null'),
        ),
        (name) => {
          const file = parse(
            configFileText({
              ...answers,
              genesys: { ...answers.genesys, organizationName: name, suffix: name },
              queues: [{ name, division: name }],
              targets: [{ name, inFile: { lambda: { existing: name } } }],
            }),
          );
          expect(file.genesys.integration.suffix).toBe(name);
          expect(file.routes['conversation-acd-end'].queues).toEqual([{ name, division: name }]);
          expect(Object.values(file.targets)).toContainEqual({ lambda: { existing: name } });
        },
      ),
    );
  });
});
