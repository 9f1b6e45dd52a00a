import { expect, it } from 'vitest';
import { plainStyle } from '../../../../src/lib/base/terminal/style.js';
import { ruleShowText } from '../../../../src/lib/cli/render/rule-text.js';

it('a rule’s target that is an HTTPS endpoint is shown with what EventBridge adds to the call', () => {
  const http = { path: ['$.detail.id'], headers: { 'X-Source': 'gcx' }, query: {} };
  const target = { id: 'crm', arn: 'arn:aws:events:eu-west-1:111122223333:api-destination/shop-crm', http };
  const text = ruleShowText(
    {
      schemaVersion: 1,
      from: 'file',
      bus: 'default',
      queueIds: { kind: 'none' },
      rules: [
        {
          name: 'shop-ended-1',
          route: 'ended',
          owner: 'ours',
          enabled: true,
          pattern: {},
          patternLength: 2,
          patternShare: 1,
          targets: [{ ...target, service: 'events', name: 'shop-crm' }],
        },
      ],
    },
    plainStyle,
  );
  expect(text).toContain('http parameters: {"path":["$.detail.id"],"headers":{"X-Source":"gcx"},"query":{}}');
});
