import { describe, expect, it } from 'vitest';
import {
  askAwsRegion,
  askGenesysEnvironment,
  askQueues,
  askTarget,
  askWhere,
  fieldProblem,
  keyProblem,
  pastedQueues,
  whereFrom,
  whyNoQueues,
} from '../../../../src/lib/features/questions/index.js';
import { regionPlace } from '../../../../src/lib/features/questions/region-places.js';
import { AWS_REGIONS } from '../../../../src/lib/language/config/schema/aws-regions.js';
import { GENESYS_ENVIRONMENTS } from '../../../../src/lib/language/names/environments.js';
import { answered, key, onScreen } from '../../cli/answered.js';

const queue = (name: string, division = 'Home', id = name) => ({
  id,
  name,
  division: { id: division, name: division },
});
const QUEUES = [
  queue('Sales Support'),
  queue('Sales DE'),
  queue('Support', 'Home', 's1'),
  queue('Support', 'Retail', 's2'),
  queue('Billing, late'),
];
const ended = { name: 'conversation.acd.end', description: '', carriesQueue: true };
const customer = { name: 'conversation.customer.end', description: '', carriesQueue: false };

describe('fieldProblem', () => {
  it.each([
    [['aws', 'account'], '12345', '12 digits'],
    [['genesys', 'organization'], 'acme', 'UUID'],
    [['genesys', 'integration', 'suffix'], 'a b', 'space'],
    [['targets', 't', 'sqs', 'create'], 'a b', 'space'],
    [['targets', 't', 'sns', 'create'], 'x'.repeat(257), '256'],
    [['routes', 'r', 'queues', 0, 'glob'], '', 'empty'],
    [['routes', 'r', 'events', 0], ' ', 'empty'],
  ])('says what the schema of %s has against "%s"', (path, value, says) => {
    expect(fieldProblem(path, value)).toContain(says);
  });

  it('takes what the schema takes', () => {
    expect(fieldProblem(['aws', 'account'], '111122223333')).toBeUndefined();
    expect(fieldProblem(['targets', 't', 'sqs', 'create'], 'calls.fifo')).toBeUndefined();
    expect(() => fieldProblem(['no', 'such'], '')).toThrow('no.such');
  });

  it('knows names that are taken', () => {
    expect(keyProblem('route', 'sales', ['sales'])).toContain('sales is already in use');
    expect(keyProblem('route', 'sales')).toBeUndefined();
  });
});

describe('places', () => {
  it('names a country for every region and every Genesys Cloud', () => {
    expect(
      [...AWS_REGIONS, ...GENESYS_ENVIRONMENTS.map(({ region }) => region)].filter(
        (each) => regionPlace(each) === each,
      ),
    ).toEqual([]);
  });

  it.each([
    ['ireland', 'mypurecloud.ie'],
    ['germany frank', 'mypurecloud.de'],
    ['https://apps.mypurecloud.com.au/directory', 'mypurecloud.com.au'],
    ['usw2', 'usw2.pure.cloud'],
  ])('finds Genesys Cloud by "%s"', async (typed, environment) => {
    expect(await answered(askGenesysEnvironment, typed, key.enter)).toBe(environment);
  });

  it('offers the region of Genesys Cloud first', async () => {
    expect(await answered((asker) => askAwsRegion(asker, 'eu-west-2'), key.enter)).toBe('eu-west-2');
    expect(await answered((asker) => askAwsRegion(asker, 'eu-west-2'), 'tokyo', key.enter)).toBe(
      'ap-northeast-1',
    );
  });
});

describe('askQueues', () => {
  const ask = (...typed: readonly string[]) => answered((asker) => askQueues(asker, QUEUES), ...typed);

  it('takes every queue on Enter', async () => {
    expect(await ask(key.enter)).toEqual([]);
  });

  it('takes queues from the list, with the division where a name is not unique', async () => {
    expect(
      await ask(key.down, key.enter, 'retail', key.enter, 'sales su', key.enter, key.enter, key.enter),
    ).toEqual([{ name: 'Support', division: 'Retail' }, { name: 'Sales Support' }]);
  });

  it('takes a pattern that matches, and asks again for one that does not', async () => {
    const { answer, screen } = await onScreen(
      (asker) => askQueues(asker, QUEUES),
      key.down,
      key.down,
      key.down,
      key.enter,
      'Salse*',
      key.enter,
      '\b'.repeat(6),
      'Sales*',
      key.enter,
      key.enter,
      key.enter,
    );
    expect(answer).toEqual([{ glob: 'Sales*' }]);
    expect(screen).toContain('matches Salse*');
    expect(screen).toContain('currently matches 2: Sales Support, Sales DE');
  });

  it('takes a list that is pasted, and asks which queue a wrong name means', async () => {
    expect(
      await ask(
        key.down,
        key.down,
        key.enter,
        '"sales  support"; Sales DE\rBilling, late\rSalse DE\r',
        '\r',
        key.enter,
        key.enter,
      ),
    ).toEqual([{ name: 'Sales Support' }, { name: 'Sales DE' }, { name: 'Billing, late' }]);
  });

  it('asks which of several queues of one name is meant', async () => {
    expect(
      await answered((asker) => pastedQueues(asker, ['Support'], QUEUES), key.down, key.space, key.enter),
    ).toEqual([{ name: 'Support', division: 'Retail' }]);
  });

  it('says why there is no question', () => {
    expect(whyNoQueues([ended, customer])).toContain('conversation.customer.end does not include the queue');
    expect(whyNoQueues([ended])).toBeUndefined();
  });
});

describe('askWhere', () => {
  it('offers the values of an enumeration, and only fields that all event types have', async () => {
    expect(
      await answered(
        (asker) => askWhere(asker, [ended, customer]),
        'mediaType',
        key.enter,
        key.down,
        key.space,
        key.enter,
        key.enter,
      ),
    ).toEqual([{ field: 'mediaType', values: ['VOICE'] }]);
    const { screen } = await onScreen(
      (asker) => askWhere(asker, [ended, customer]),
      'acdOut',
      '\b'.repeat(6),
      key.enter,
    );
    expect(screen).toContain('No results');
  });

  it('asks again for a number that is none', async () => {
    const user = { name: 'conversation.user.end', description: '', carriesQueue: true };
    const { answer, screen } = await onScreen(
      (asker) => askWhere(asker, [user]),
      'interactingDurationMs',
      key.enter,
      'long',
      key.enter,
      '\b'.repeat(4),
      '0, 60000',
      key.enter,
      key.enter,
    );
    expect(answer).toEqual([{ field: 'interactingDurationMs', values: [0, 60000] }]);
    expect(screen).toContain('is a number');
  });

  it('reads what a flag gives by the type of the field', () => {
    expect(whereFrom('mediaType=VOICE,MESSAGE', [ended])).toEqual({
      field: 'mediaType',
      values: ['VOICE', 'MESSAGE'],
    });
    expect(whereFrom('eventTime=5', [ended])).toEqual({ field: 'eventTime', values: [5] });
    expect(whereFrom('mediaType', [ended])).toBeUndefined();
  });
});

describe('askTarget', () => {
  const ground = { project: 'shop', known: [], check: () => undefined };

  it('asks for a name that the field takes, with one to begin with', async () => {
    const { answer, screen } = await onScreen(
      (asker) => askTarget(asker, ground, 'Where?'),
      key.enter,
      'crm inbox',
      key.enter,
      '\b'.repeat(9),
      key.enter,
    );
    expect(answer).toMatchObject({ name: 'shop-inbox', inFile: { sqs: { create: 'shop-inbox' } } });
    expect(screen).toContain('cannot hold a space');
  });

  it('asks who gets what a topic gets, and again for what the checks refuse', async () => {
    const check = ({ subscribers }: { readonly subscribers: readonly unknown[] }) =>
      JSON.stringify(subscribers).includes('nobody"') ? 'That is no address.' : undefined;
    const { answer, screen } = await onScreen(
      (asker) => askTarget(asker, { ...ground, check }, 'Where?'),
      key.down,
      key.enter,
      key.enter,
      key.down,
      key.enter,
      'nobody',
      key.enter,
      '@example.com',
      key.enter,
      key.down,
      key.down,
      key.enter,
      key.enter,
      'wallboard',
      key.enter,
      key.enter,
    );
    expect(answer).toMatchObject({
      inFile: { sns: { create: 'shop-events' } },
      subscribers: [
        { kind: 'email', address: 'nobody@example.com' },
        { kind: 'target', key: 'sqs', target: { inFile: { sqs: { create: 'wallboard' } } } },
      ],
    });
    expect(screen).toContain('That is no address.');
  });
});
