import { expect, test } from 'vitest';
import type { JsonObject } from '../../../../src/lib/base/json.js';
import { unsentPatterns } from '../../../../src/lib/engine/plan/unsent-patterns.js';
import { ACD_END, ORGANIZATION, planFor, project, route, sqs, USER_END, worldFor } from './project.js';

const WRAPUP = 'v2.detail.events.conversation.{id}.wrapup';

/** A file of a route with a pattern beside one that takes `acd.end`. */
function file(
  pattern: JsonObject,
  { manage, events = [] as readonly string[] }: { manage?: false; events?: readonly string[] } = {},
) {
  const raw = { ...route('raw', { events, targets: ['inbox'] }), pattern };
  return project([raw, route('sales', { events: [ACD_END], targets: ['inbox'] })], [sqs('inbox')], {
    genesys: {
      environment: 'mypurecloud.ie',
      organization: ORGANIZATION,
      integration: { suffix: 'prod', ...(manage === false ? { manage } : {}) },
    },
  });
}

const told = (config: ReturnType<typeof file>, world = worldFor(config)) =>
  planFor(world, config)
    .warnings.filter(({ code }) => code === 'pattern-not-sent')
    .map(({ message }) => message);

test('a pattern of event types that nobody subscribes to is told, with what is sent', () => {
  const [message = '', ...others] = told(file({ 'detail-type': [{ prefix: 'v2.users.' }] }));
  expect(others).toEqual([]);
  expect(message).toContain(
    'Route raw: no event that integration prod sends matches its pattern, as it sends only conversation.acd.end.',
  );
  expect(message).toContain('in full in the "detail-type"');
});

test('of several that it names those that are not sent are told', () => {
  const lost = { $or: [{ 'detail-type': [ACD_END] }, { 'detail-type': [WRAPUP] }] };
  expect(told(file(lost))).toEqual([
    expect.stringContaining(`its pattern names ${WRAPUP}, which integration prod does not send`),
  ]);
  expect(told(file({ 'detail-type': ['v2.new.{id}.thing'] }))).toHaveLength(1);
});

test('what it names in full is subscribed, and what others want is there too', () => {
  expect(told(file({ 'detail-type': [WRAPUP] }, { events: [WRAPUP] }))).toEqual([]);
  expect(told(file({ 'detail-type': [{ suffix: '.end' }] }))).toEqual([]);
  expect(told(file({ account: ['111122223333'] }))).toEqual([]);
  // It is sent, and a condition on its body keeps it out.
  expect(
    told(file({ 'detail-type': [{ suffix: '.acd.end' }], 'detail.eventBody.mediaType': ['voice'] })),
  ).toHaveLength(1);
});

test('with manage: false what the integration sends counts, and who has to be asked is said', () => {
  const config = file({ 'detail-type': [{ prefix: 'v2.users.' }] }, { manage: false });
  const live = {
    id: 'i1',
    name: 'theirs',
    intendedState: 'ENABLED',
    reportedState: { code: 'ACTIVE' },
    config: {
      name: 'theirs',
      version: 1,
      awsAccountId: '111122223333',
      awsAccountRegion: 'eu-west-1',
      eventSourceSuffix: 'prod',
      eventFilter: [ACD_END, USER_END],
      notes: '',
      other: { properties: {}, advanced: {}, credentials: {} },
    },
  } as const;
  const notices = unsentPatterns(config, { integrations: [live] }, []);
  expect(notices.map(({ message }) => message)).toEqual([
    expect.stringContaining('ask the owner of the integration'),
  ]);
  const users = { ...live, config: { ...live.config, eventFilter: ['v2.users.{id}.presence'] } };
  expect(unsentPatterns(config, { integrations: [users] }, [])).toEqual([]);
});
