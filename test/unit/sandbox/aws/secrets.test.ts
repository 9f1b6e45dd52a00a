import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ACCOUNT, type AwsServer, failure, REGION, startAws } from './aws-server.js';

const ARN = `arn:aws:secretsmanager:${REGION}:444455556666:secret:team/crm-AbCd12`;

let aws: AwsServer;
let secrets: SecretsManagerClient;

beforeEach(async () => {
  aws = await startAws({
    seed: {
      secrets: [
        { name: 'genesys', value: { clientId: 'a', clientSecret: 'b' } },
        { name: ARN, value: 'plain' },
      ],
    },
  });
  secrets = aws.open(SecretsManagerClient);
});

afterEach(() => aws.close());

const read = (SecretId: string) => secrets.send(new GetSecretValueCommand({ SecretId }));

it('reads secrets of a seed by name, by ARN and by an ARN without its last six characters', async () => {
  expect(await read('genesys')).toMatchObject({
    ARN: `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:genesys-sandbx`,
    Name: 'genesys',
    SecretString: '{"clientId":"a","clientSecret":"b"}',
    VersionStages: ['AWSCURRENT'],
    CreatedDate: expect.any(Date),
  });
  expect(await read(ARN)).toMatchObject({ ARN, Name: 'team/crm', SecretString: 'plain' });
  expect(await read(ARN.slice(0, -7))).toMatchObject({ ARN });
  expect(await secrets.send(new DescribeSecretCommand({ SecretId: ARN }))).toMatchObject({
    ARN,
    Name: 'team/crm',
  });
});

it("says when there is none, and keeps a secret's value to who may read it", async () => {
  expect(await failure(read('none'))).toMatchObject({
    code: 'ResourceNotFoundException',
    message: "Secrets Manager can't find the specified secret.",
  });
  const other = new GetSecretValueCommand({ SecretId: 'genesys', VersionStage: 'AWSPREVIOUS' });
  expect(await failure(secrets.send(other))).toMatchObject({ code: 'ResourceNotFoundException' });
  const nobody = aws.open(SecretsManagerClient, { accessKeyId: 'DENY' });
  expect(await failure(nobody.send(new GetSecretValueCommand({ SecretId: 'genesys' })))).toMatchObject({
    code: 'AccessDeniedException',
    message: expect.stringContaining('secretsmanager:GetSecretValue'),
  });
});
