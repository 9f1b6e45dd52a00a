import { describe, expect, it } from 'vitest';
import { checkEventTypes } from '../../../../src/lib/engine/plan/check-event-types.js';
import type { LoadedConfig } from '../../../../src/lib/language/config/model.js';
import { catalogue } from '../../../../src/lib/language/events/index.js';
import type { AvailableEventType } from '../../../../src/lib/language/events/model.js';
import { ACD_END, project, route, sqs } from './project.js';

const loaded = (events: readonly string[]): LoadedConfig => ({
  config: project([route('all', { events, targets: ['inbox'] })], [sqs('inbox')]),
  warnings: [],
  notices: [],
  locate: () => undefined,
});
const all = catalogue().all.map(({ template }) => template);
const offered = (templates: readonly string[], part: Partial<AvailableEventType>) =>
  templates.map((template) => ({ template, ...part }));
const GEOLOCATION = 'v2.users.{id}.geolocation';

describe('event types beside what the organization offers', () => {
  it.each([
    ['no transports', {}],
    ['an empty list', { transports: [] }],
  ])('are never refused where it says nothing of them: %s', (_, part) => {
    const [notice, ...more] = checkEventTypes(loaded(all), offered(all, part));
    expect(more).toEqual([]);
    const unknown = catalogue().all.filter(({ transports }) => transports !== 'eventbridge');
    expect(unknown.length).toBeGreaterThan(200);
    expect(notice?.code).toBe('event-type-transports-unsaid');
    expect(notice?.message).toContain(`and ${unknown.length - 12} more`);
  });

  it('are named where nobody says whether EventBridge carries them, and no others', () => {
    const events = [ACD_END, GEOLOCATION];
    const [notice] = checkEventTypes(loaded(events), offered(events, {}));
    expect(notice?.message).toContain('whether EventBridge carries users.geolocation. ');
    expect(
      checkEventTypes(loaded(events), offered(events, { transports: ['Websocket', 'EventBridge'] })),
    ).toEqual([]);
    expect(checkEventTypes(loaded(events), offered(events, { transports: ['All'] }))).toEqual([]);
    expect(checkEventTypes(loaded([ACD_END]), offered([ACD_END], { transports: [] }))).toEqual([]);
  });

  it('are refused where it says that they go elsewhere, or does not know them', () => {
    const elsewhere = () =>
      checkEventTypes(loaded([GEOLOCATION]), offered([GEOLOCATION], { transports: ['Websocket'] }));
    expect(elsewhere).toThrow(/cannot be sent to EventBridge/);
    expect(() => checkEventTypes(loaded([GEOLOCATION]), [])).toThrow(/cannot be sent/);
  });
});
