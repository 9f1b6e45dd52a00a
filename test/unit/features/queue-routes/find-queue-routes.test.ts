import { expect, test } from 'vitest';
import { GcxError } from '../../../../src/lib/base/gcx-error.js';
import { findQueueRoutes } from '../../../../src/lib/features/queue-routes/index.js';
import { temporaryFolder } from '../../sandbox/temporary-folder.js';
import { configOf } from '../config-of.js';

const file = `version: 1
project: shop
genesys: { environment: mypurecloud.ie, organization: 6513270e-269e-4d37-b2a7-4de452e6b438, integration: { suffix: prod } }
aws: { account: "111122223333", region: eu-west-1 }
targets: { inbox: { sqs: { create: inbox } } }
routes: { it: { events: [conversation.acd.end], targets: [inbox] } }
`;

test('where Genesys Cloud does not answer it is not said that there is no such queue', async () => {
  const place = { folder: temporaryFolder(), organization: 'nobody', sandbox: false };
  const host = {
    loaded: { config: await configOf(file), warnings: [], notices: [], locate: () => undefined },
    given: [],
    place,
    sandboxPlace: place,
    genesys: () =>
      Promise.reject(
        new GcxError({ code: 'network-unreachable', what: 'Genesys Cloud cannot be reached.' }, 1),
      ),
    notice: () => {},
  };
  await expect(findQueueRoutes({ ...host, canAsk: true }, 'Sales')).rejects.toMatchObject({
    report: {
      what: expect.stringContaining('as far as gcx knows here'),
      why: 'Genesys Cloud did not answer.',
    },
  });
  await expect(findQueueRoutes({ ...host, canAsk: false }, 'Sales')).rejects.toMatchObject({
    report: {
      what: expect.stringContaining('as far as gcx knows here'),
      why: 'Genesys Cloud was not asked.',
    },
  });
});
