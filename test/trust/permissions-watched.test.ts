import { provePermissions } from './permissions.js';
import { WATCHED, withTags } from './stage/projects.js';

provePermissions('test/trust/permissions-watched.test.ts', withTags(WATCHED), {
  'read sns:GetSubscriptionAttributes': 'its subscription waits for somebody',
  'write sns:Unsubscribe {"StringEquals":{"aws:ResourceTag/genesys-gcx:project":"shop"}}':
    'its subscription waits for somebody',
  'write sns:SetSubscriptionAttributes {"StringEquals":{"aws:ResourceTag/genesys-gcx:project":"shop"}}':
    'its subscription waits for somebody',
  'write events:PutRule {"StringEquals":{"aws:ResourceTag/genesys-gcx:project":"shop"}}':
    'its rule stays as it is',
});
