import { describe, expect, it } from 'vitest';
import type { SqsMessage } from '../../src/lib/clients/aws/model.js';
import { afterThisTest } from '../clean-up.js';
import { head } from '../e2e/gcx.js';
import { startReceiver } from '../unit/sandbox/aws/http/receiver.js';
import { applied, type Trial, trial } from './trial.js';

/** Each kind of target that EventBridge sends to by itself, with the service that a fault names. */
const KINDS = {
  inbox: { service: 'sqs', form: 'sqs: { create: shop-inbox }' },
  board: { service: 'sns', form: 'sns: { create: shop-board }, subscribers: [{ sqs: inbox }]' },
  sync: { service: 'lambda', form: 'lambda: { existing: sync }' },
  lake: {
    service: 'kinesis',
    form: 'kinesis: { existing: calls, partitionKey: $.detail.eventBody.conversationId }',
  },
  hose: { service: 'firehose', form: 'firehose: { existing: calls }' },
  flow: { service: 'states', form: 'stateMachine: { existing: flow }' },
  log: { service: 'logs', form: 'logGroup: { create: /aws/events/calls }' },
  crm: {
    service: 'http',
    form: 'http: { url: "https://crm.example.com/calls", auth: { apiKey: { header: X-Key, secret: { env: KEY } } } }',
  },
} as const;
/** AWS takes no retry policy for a bus, so it is tried as often as without one. */
const FAR = { service: 'events', form: 'bus: { existing: far }' } as const;
const ALL = { ...KINDS, far: FAR } as const;
const TRIES_OF_BUS = 186;

const file = `${head()}targets:
${Object.entries(KINDS)
  .map(([name, { form }]) => `  ${name}: { ${form}, deadLetter: dead, retry: { attempts: 1 } }\n`)
  .join('')}  far: { ${FAR.form}, deadLetter: dead }
  dead: { sqs: { create: shop-dead } }
routes:
  ended: { events: [conversation.acd.end], targets: [${Object.keys(ALL).join(', ')}] }
`;

/** What each delivery meets, event by event; then nothing more. */
const faults = Object.values(ALL).flatMap(({ service }) => [
  `delivery:${service}:deny:1`,
  `delivery:${service}:not-found:1`,
  `delivery:${service}:timeout:${service === 'events' ? TRIES_OF_BUS : 2}`,
  `delivery:${service}:throttle:1`,
  // The second try that no fault before it meets: the first one is that after the throttling.
  `delivery:${service}:503:#2`,
]);

/** The service at an ARN, as a fault names it. */
function serviceAt(arn = ''): string {
  const [, , service = '', , , resource = ''] = arn.split(':');
  return resource.startsWith('api-destination/') ? 'http' : service;
}

/** Publishes an event; what became of it at each target of the file. */
async function sent({ sandbox }: Trial) {
  const { events } = await sandbox.emit({ eventType: 'acd.end', queue: 'Sales Support' });
  const deliveries = events.flatMap((event) => event.deliveries).filter(({ by }) => by === 'events');
  return new Map(
    Object.entries(ALL).map(([name, { service }]) => {
      const found = deliveries.find(({ target }) => serviceAt(target) === service);
      if (found === undefined) throw new Error(`nothing was delivered to ${name}`);
      return [name, found] as const;
    }),
  );
}

/** The dead letters that wait, by the service of their target; they are taken. */
async function letters({ others }: Trial): Promise<ReadonlyMap<string, SqsMessage>> {
  const found = (await others.sqs.receive('shop-dead', 0, new AbortController().signal)) ?? [];
  const receipts = found.map(({ receipt }) => receipt);
  if (receipts.length > 0) await others.sqs.deleteMessages('shop-dead', receipts);
  return new Map(found.map((each) => [serviceAt(each.messageAttributes['TARGET_ARN']), each] as const));
}

describe('each kind of target, from the file to what the receiver gets', () => {
  it('is dead-lettered where it does not let in or is not there, retried where it is busy, then served', async () => {
    const receiver = await startReceiver();
    afterThisTest(() => receiver.close());
    const all = await trial(file, { faults, deliver: [`crm.example.com=${receiver.origin}`] });
    all.secrets.set('KEY', 'key-of-the-crm');
    await applied(all);
    const services = Object.values(ALL)
      .map(({ service }) => service)
      .sort();

    // Not allowed: no retry.
    for (const [name, { outcome }] of await sent(all)) expect(outcome, name).toBe('dead-lettered');
    const denied = await letters(all);
    expect([...denied.keys()].sort()).toEqual(services);
    for (const [service, { messageAttributes: attributes, body }] of denied) {
      expect(attributes, service).toMatchObject({
        ERROR_CODE: 'NO_PERMISSIONS',
        ERROR_MESSAGE: expect.any(String),
        RULE_ARN: expect.stringContaining(':rule/'),
      });
      expect(Object.keys(attributes)).not.toContain('RETRY_ATTEMPTS');
      expect(JSON.parse(body)).toMatchObject({ 'detail-type': expect.stringContaining('acd.end') });
    }

    // Not there: no retry. An event bus that is not there loses the event.
    for (const [name, { outcome }] of await sent(all))
      expect(outcome, name).toBe(name === 'far' ? 'dropped' : 'dead-lettered');
    const missing = await letters(all);
    expect([...missing.keys()].sort()).toEqual(services.filter((service) => service !== 'events'));
    for (const { messageAttributes: attributes } of missing.values())
      expect(attributes['ERROR_CODE']).toBe('NO_RESOURCE');

    // Never in time: given up after the retries of the file.
    for (const [name, { outcome }] of await sent(all)) expect(outcome, name).toBe('dead-lettered');
    const late = await letters(all);
    expect([...late.keys()].sort()).toEqual(services);
    for (const [service, { messageAttributes: attributes }] of late)
      expect(attributes, service).toMatchObject({
        ERROR_CODE: 'TIMEOUT',
        RETRY_ATTEMPTS: service === 'events' ? String(TRIES_OF_BUS - 1) : '1',
        EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts',
      });

    // Busy once: the second try gets through.
    for (const [name, { outcome, attempts }] of await sent(all))
      expect([outcome, attempts], name).toEqual(['retried', 2]);
    expect((await letters(all)).size).toBe(0);

    // Broken once, and then served: what the receivers have that the sandbox does not run.
    for (const [name, { outcome, attempts }] of await sent(all))
      expect([outcome, attempts], name).toEqual(['retried', 2]);
    const served = await sent(all);
    for (const [name, { outcome }] of served) expect(outcome, name).toBe('delivered');
    for (const name of ['lake', 'hose', 'flow']) {
      const { received, eventId } = served.get(name) ?? {};
      const body = JSON.parse(received?.body ?? '{}');
      expect(body, name).toMatchObject({ id: eventId, 'detail-type': expect.stringContaining('acd.end') });
      const key = JSON.stringify(body.detail.eventBody.conversationId);
      expect(received?.partitionKey).toBe(name === 'lake' ? key : undefined);
      const execution = received?.executionName?.slice(0, 36);
      expect(execution).toBe(name === 'flow' ? eventId : undefined);
    }
    expect(served.get('inbox')).not.toHaveProperty('received');
    const lines = (await all.others.logs.lines('/aws/events/calls', 0)) ?? [];
    // Busy, broken and served.
    expect(lines).toHaveLength(3);
    expect(receiver.received).toHaveLength(3);
  });
});
