import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { expect, it, onTestFinished } from 'vitest';
import { sandboxOptions } from '../../../src/lib/features/sandbox/sandbox-options.js';
import { loadConfig } from '../../../src/lib/language/config/index.js';
import { openSandbox } from '../../../src/lib/sandbox/index.js';
import { ACCOUNT, ORGANIZATION, REGION, temporaryFolder } from './temporary-folder.js';

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

const secret = (name: string) => `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:${name}`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/theirs`;

it('brings the secrets and roles that processors name, and the secrets of HTTPS endpoints', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'handler.mjs'), 'export default async () => {};\n');
  writeFileSync(
    join(folder, '.genesysrc.yml'),
    `version: 1
project: p
genesys: { environment: mypurecloud.ie, organization: ${ORGANIZATION} }
aws: { account: "${ACCOUNT}", region: ${REGION}, bus: shared }
targets:
  sales:
    processor:
      handler: ./handler.mjs
      role: ${ROLE}
      secrets: { GENESYS: "${secret('genesys-AbCd12')}", CRM: "${secret('crm-AbCd12')}" }
  billing:
    processor:
      handler: ./handler.mjs
      secrets: { OTHER: "${secret('genesys-AbCd12')}" }
  crm: { http: { url: "https://crm.example", auth: { basic: { user: me, secret: { secretsManager: crm-login, key: password } } } } }
  old: { http: { url: "https://old.example", auth: { basic: { user: me, secret: { secretsManager: crm-login, key: former } } } } }
routes:
  r: { events: [conversation.acd.end], targets: [sales, billing, crm, old] }
`,
  );
  const { config } = await loadConfig({ cwd: folder, env: {} });
  const sandbox = await openSandbox(sandboxOptions({ ...config, file: join(folder, '.genesysrc.yml') }));
  const secrets = new SecretsManagerClient({ ...sandbox.aws, maxAttempts: 1 });
  // IAM's requests may be signed for any region.
  const iam = new IAMClient({ ...sandbox.aws, region: 'us-east-1', maxAttempts: 1 });
  onTestFinished(() => {
    secrets.destroy();
    iam.destroy();
  });
  const read = async (id: string) => {
    const { SecretString = '' } = await secrets.send(new GetSecretValueCommand({ SecretId: id }));
    return JSON.parse(SecretString);
  };
  const { clientId, clientSecret } = sandbox.genesys.credentials;
  expect(await read(secret('genesys-AbCd12'))).toEqual({ clientId, clientSecret });
  expect(await read(secret('crm-AbCd12'))).toEqual({ sandbox: true });
  expect(await read('crm-login')).toEqual({
    sandbox: true,
    password: 'sandbox-password',
    former: 'sandbox-former',
  });
  const { Role: role } = await iam.send(new GetRoleCommand({ RoleName: 'theirs' }));
  expect(role?.Arn).toBe(ROLE);
  await sandbox.close();
});
