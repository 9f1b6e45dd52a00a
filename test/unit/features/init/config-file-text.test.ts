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
  routes: [
    {
      name: 'conversation-acd-end',
      events: [
        { name: 'conversation.acd.end', description: 'A conversation left a queue.', carriesQueue: true },
      ],
      queues: [{ name: 'Sales Support' }, { name: 'Support', division: 'Retail' }, { glob: 'DE*' }],
      where: [{ field: 'mediaType', values: ['VOICE', 'MESSAGE'] }],
      targets: [
        { name: 'crm-inbox', inFile: { sqs: { create: 'crm-inbox' } }, subscribers: [] },
        { name: 'crm-sync', inFile: { lambda: { existing: 'crm-sync' } }, subscribers: [] },
        {
          name: 'crm-inbox',
          inFile: { sns: { create: 'crm-inbox' } },
          subscribers: [
            { kind: 'email', address: 'team@example.com' },
            {
              kind: 'target',
              key: 'sqs',
              target: { name: 'crm-inbox', inFile: { sqs: { create: 'crm-inbox' } }, subscribers: [] },
            },
          ],
        },
        {
          name: 'audit',
          inFile: { arn: 'arn:aws:states:eu-west-1:011122223333:stateMachine:audit' },
          subscribers: [],
        },
      ],
    },
    {
      name: 'second',
      events: [{ name: 'conversation.acw', description: 'After-call work ended.', carriesQueue: true }],
      queues: [],
      where: [],
      targets: [{ name: 'crm-inbox', inFile: { sqs: { create: 'crm-inbox' } }, subscribers: [] }],
    },
  ],
  environments: [],
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
        'crm-inbox-2': {
          sns: { create: 'crm-inbox' },
          subscribers: [{ email: 'team@example.com' }, { sqs: 'crm-inbox' }],
        },
        audit: { arn: 'arn:aws:states:eu-west-1:011122223333:stateMachine:audit' },
        'dead-letters': { sqs: { create: 'sales-events-dead-letters' } },
      },
      routes: {
        'conversation-acd-end': {
          events: ['conversation.acd.end'],
          queues: ['Sales Support', { name: 'Support', division: 'Retail' }, { glob: 'DE*' }],
          where: { mediaType: ['VOICE', 'MESSAGE'] },
          targets: ['crm-inbox', 'crm-sync', 'crm-inbox-2', 'audit'],
        },
        second: { events: ['conversation.acw'], targets: ['crm-inbox'] },
      },
    });
  });

  it('explains each event type', () => {
    expect(configFileText(answers)).toContain(
      '      # A conversation left a queue.\n      - conversation.acd.end\n',
    );
  });

  it('has no queues, conditions and dead letters where there are none', () => {
    const { deadLetter: _, ...rest } = answers;
    const file = parse(configFileText(rest));
    expect(file).not.toHaveProperty('defaults');
    expect(file.routes.second).toEqual({ events: ['conversation.acw'], targets: ['crm-inbox'] });
  });

  it('says only what is different in an environment, and names what gcx creates after it in a shared place', () => {
    const production = { name: 'production' };
    const alone = configFileText({
      ...answers,
      environments: [production, { name: 'test', suffix: 'test', account: '444455556666' }],
    });
    expect(parse(alone).environments).toEqual({
      production: {},
      test: { genesys: { integration: { suffix: 'test' } }, aws: { account: '444455556666' } },
    });
    expect(parse(alone).targets['crm-inbox']).toEqual({ sqs: { create: 'crm-inbox' } });
    const shared = parse(
      configFileText({ ...answers, environments: [production, { name: 'test', suffix: 'test' }] }),
    );
    expect(shared.targets['crm-inbox']).toEqual({ sqs: { create: 'crm-inbox-${env}' } });
    expect(shared.targets['dead-letters']).toEqual({ sqs: { create: 'sales-events-dead-letters-${env}' } });
  });

  it('names the schema for the editor on the first line', () => {
    expect(configFileText(answers, './schema.json').split('\n')[0]).toBe(
      '# yaml-language-server: $schema=./schema.json',
    );
  });

  it('keeps any name as it is, whatever YAML would make of it, and its lines short', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ minLength: 1, unit: anyCharacter }),
          fc.constantFrom('no', '911', 'Support #2', '*Sales', '~', '1e3', 'null'),
        ),
        (name) => {
          const [route] = answers.routes;
          const text = configFileText({
            ...answers,
            genesys: { ...answers.genesys, organizationName: name, suffix: name },
            routes: [
              {
                name: 'one',
                events: route?.events ?? [],
                queues: [{ name, division: name }, { glob: name }],
                where: [{ field: 'mediaType', values: [name, name] }],
                targets: [{ name, inFile: { lambda: { existing: name } }, subscribers: [] }],
              },
            ],
          });
          const file = parse(text);
          expect(file.genesys.integration.suffix).toBe(name);
          expect(file.routes.one.queues).toEqual([{ name, division: name }, { glob: name }]);
          expect(Object.values(file.routes.one.where)).toEqual([[name, name]]);
          expect(Object.values(file.targets)).toContainEqual({ lambda: { existing: name } });
          for (const line of text.split('\n')) {
            if (line.length > 78) expect(line.length).toBeLessThanOrEqual(78 + 6 * name.length);
          }
        },
      ),
    );
  });
});
