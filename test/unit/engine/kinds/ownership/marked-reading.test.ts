import { expect, it } from 'vitest';
import { createGenesys } from '../../../../../src/lib/clients/genesys/index.js';
import { markedReading } from '../../../../../src/lib/engine/kinds/ownership/marked-reading.js';
import { awsSetup } from '../../../clients/aws/aws-server.js';
import { project, readScopeOf } from '../../plan/project.js';

/** Nobody answers there. */
const genesys = createGenesys({
  environment: 'mypurecloud.ie',
  gateway: { protocol: 'http', host: '127.0.0.1', port: 9 },
  credentials: { kind: 'client', clientId: 'a-client', clientSecret: 'a-secret' },
});

async function readRefusedWith(code: string) {
  const { aws } = await awsSetup(() => ({ status: 400, json: { __type: code, message: 'no' } }));
  return markedReading.read(readScopeOf(project([], [])), {}, { aws, genesys });
}

it('says that it could not search where that is not allowed, and does not take it for nothing', async () => {
  expect(await readRefusedWith('AccessDeniedException')).toEqual({
    marked: new Map(),
    otherEnvironments: new Map(),
    unsearchable: true,
  });
});

it('fails where the search failed for another reason', async () => {
  await expect(readRefusedWith('InvalidParameterException')).rejects.toThrow();
});
