import { expect, test } from 'vitest';
import { modulePath } from '../../../../src/lib/processor/build/module-path.js';

test.each([
  ['/home/me/shop/handlers/sales.ts', 'handlers/sales.ts'],
  ['/home/me/lib/crm.ts', '../lib/crm.ts'],
  ['/home/me/shop/node_modules/crm/index.js', 'node_modules/crm/index.js'],
  ['/usr/lib/node_modules/genesys-gcx/dist/lib/processor/runtime.js', 'genesys-gcx/processor/runtime.js'],
  [
    '/usr/lib/node_modules/genesys-gcx/node_modules/@aws-sdk/client-sqs/dist-es/index.js',
    'node_modules/@aws-sdk/client-sqs/dist-es/index.js',
  ],
])('%s is %s', (file, path) => {
  expect(modulePath(file, '/home/me/shop', '/usr/lib/node_modules/genesys-gcx/dist/lib')).toBe(path);
});
