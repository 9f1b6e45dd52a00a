import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePermissionsBoundaryCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  ListRolesCommand,
  ListRoleTagsCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  TagRoleCommand,
  UntagRoleCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ACCOUNT, type AwsServer, failure, startAws } from './aws-server.js';

const trustOf = (Service: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' }],
  });
const TRUST = trustOf('lambda.amazonaws.com');
const document = (part: object = {}) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: "arn:aws:sqs:*:*:it's (odd)*", ...part },
    ],
  });
const BOUNDARY = `arn:aws:iam::${ACCOUNT}:policy/edge`;
const role = { RoleName: 'calls' };

let aws: AwsServer;
let iam: IAMClient;

beforeEach(async () => {
  aws = await startAws();
  iam = aws.open(IAMClient);
});

afterEach(() => aws.close());

it('makes a role that every region sees, and gives its documents back encoded', async () => {
  const { Role: created } = await iam.send(
    new CreateRoleCommand({
      ...role,
      AssumeRolePolicyDocument: TRUST,
      Description: 'Of <gcx> & co.',
      PermissionsBoundary: BOUNDARY,
      Tags: [{ Key: 'gcx:project', Value: 'calls' }],
    }),
  );
  expect(created?.Arn).toBe(`arn:aws:iam::${ACCOUNT}:role/calls`);
  const { Role: read } = await aws.open(IAMClient, { region: 'us-east-1' }).send(new GetRoleCommand(role));
  expect(read).toMatchObject({
    Path: '/',
    RoleId: expect.stringMatching(/^AROA[0-9A-F]{17}$/),
    Description: 'Of <gcx> & co.',
    PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: BOUNDARY },
    Tags: [{ Key: 'gcx:project', Value: 'calls' }],
    CreateDate: expect.any(Date),
  });
  expect(decodeURIComponent(read?.AssumeRolePolicyDocument ?? '')).toBe(TRUST);
  expect(read?.AssumeRolePolicyDocument).toMatch(/^%7B%22Version/);
});

it('changes trust, boundary and tags', async () => {
  await iam.send(new CreateRoleCommand({ ...role, AssumeRolePolicyDocument: TRUST }));
  const other = trustOf('events.amazonaws.com');
  await iam.send(new UpdateAssumeRolePolicyCommand({ ...role, PolicyDocument: other }));
  await iam.send(new PutRolePermissionsBoundaryCommand({ ...role, PermissionsBoundary: BOUNDARY }));
  await iam.send(
    new TagRoleCommand({
      ...role,
      Tags: [
        { Key: 'a', Value: '1' },
        { Key: 'b', Value: '2' },
      ],
    }),
  );
  await iam.send(new UntagRoleCommand({ ...role, TagKeys: ['a'] }));
  const { Role: read } = await iam.send(new GetRoleCommand(role));
  expect(decodeURIComponent(read?.AssumeRolePolicyDocument ?? '')).toBe(other);
  expect(read?.PermissionsBoundary?.PermissionsBoundaryArn).toBe(BOUNDARY);
  expect((await iam.send(new ListRoleTagsCommand(role))).Tags).toEqual([{ Key: 'b', Value: '2' }]);
  await iam.send(new DeleteRolePermissionsBoundaryCommand(role));
  expect((await iam.send(new GetRoleCommand(role))).Role?.PermissionsBoundary).toBeUndefined();
  expect(await failure(iam.send(new DeleteRolePermissionsBoundaryCommand(role)))).toMatchObject({
    code: 'NoSuchEntity',
  });
});

it('knows no difference of case between the keys of tags', async () => {
  const tags = (...keys: readonly string[]) => keys.map((Key) => ({ Key, Value: Key }));
  const create = (...keys: readonly string[]) =>
    iam.send(new CreateRoleCommand({ ...role, AssumeRolePolicyDocument: TRUST, Tags: tags(...keys) }));
  const said = 'Duplicate tag keys found. Please note that Tag keys are case insensitive.';
  expect(await failure(create('team', 'Team'))).toMatchObject({ code: 'InvalidInput', message: said });
  await create('Team', 'other');
  expect(await failure(iam.send(new TagRoleCommand({ ...role, Tags: tags('a', 'A') })))).toMatchObject({
    code: 'InvalidInput',
  });
  const left = async () => (await iam.send(new ListRoleTagsCommand(role))).Tags?.map(({ Key }) => Key);
  await iam.send(new TagRoleCommand({ ...role, Tags: tags('team') }));
  expect(await left()).toEqual(['other', 'team']);
  await iam.send(new UntagRoleCommand({ ...role, TagKeys: ['Team'] }));
  expect(await left()).toEqual(['other']);
});

it('keeps a role as long as it has policies', async () => {
  await iam.send(new CreateRoleCommand({ ...role, AssumeRolePolicyDocument: TRUST }));
  const policy = { ...role, PolicyName: 'own' };
  await iam.send(new PutRolePolicyCommand({ ...policy, PolicyDocument: document() }));
  expect((await iam.send(new ListRolePoliciesCommand(role))).PolicyNames).toEqual(['own']);
  const { PolicyDocument: read = '' } = await iam.send(new GetRolePolicyCommand(policy));
  expect(decodeURIComponent(read)).toBe(document());
  expect(read).not.toMatch(/['()*]/);
  expect(await failure(iam.send(new DeleteRoleCommand(role)))).toEqual({
    code: 'DeleteConflict',
    message: 'Cannot delete entity, must delete policies first.',
    status: 409,
  });
  await iam.send(new DeleteRolePolicyCommand(policy));
  expect(await failure(iam.send(new DeleteRolePolicyCommand(policy)))).toMatchObject({
    code: 'NoSuchEntity',
    message: 'The role policy with name own cannot be found.',
  });
  const managed = { ...role, PolicyArn: 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole' };
  await iam.send(new AttachRolePolicyCommand(managed));
  expect((await iam.send(new ListAttachedRolePoliciesCommand(role))).AttachedPolicies).toEqual([
    { PolicyName: 'AWSLambdaBasicExecutionRole', PolicyArn: managed.PolicyArn },
  ]);
  expect((await failure(iam.send(new DeleteRoleCommand(role)))).message).toBe(
    'Cannot delete entity, must detach all policies first.',
  );
  await iam.send(new DetachRolePolicyCommand(managed));
  await iam.send(new DeleteRoleCommand(role));
  expect(await failure(iam.send(new GetRoleCommand(role)))).toEqual({
    code: 'NoSuchEntity',
    message: 'The role with name calls cannot be found.',
    status: 404,
  });
});

it('refuses what IAM refuses', async () => {
  const create = (changes: object) =>
    failure(iam.send(new CreateRoleCommand({ ...role, AssumeRolePolicyDocument: TRUST, ...changes })));
  await iam.send(new CreateRoleCommand({ ...role, AssumeRolePolicyDocument: TRUST }));
  expect(await create({ RoleName: 'Calls' })).toEqual({
    code: 'EntityAlreadyExists',
    message: 'Role with name Calls already exists.',
    status: 409,
  });
  expect(await create({ RoleName: 'x'.repeat(65) })).toMatchObject({ code: 'ValidationError' });
  expect(await create({ RoleName: 'a b' })).toMatchObject({ code: 'ValidationError' });
  expect(await create({ RoleName: 'b', AssumeRolePolicyDocument: '{' })).toMatchObject({
    code: 'MalformedPolicyDocument',
    message: 'This policy contains invalid Json',
  });
  expect(await create({ RoleName: 'b', AssumeRolePolicyDocument: document() })).toMatchObject({
    code: 'MalformedPolicyDocument',
  });
  const put = (PolicyDocument: string) =>
    failure(iam.send(new PutRolePolicyCommand({ ...role, PolicyName: 'own', PolicyDocument })));
  expect(await put(TRUST)).toMatchObject({ message: 'Policy document should not specify a principal.' });
  expect(await put(document({ Action: 'send' }))).toMatchObject({ code: 'MalformedPolicyDocument' });
  expect(await put(document({ Resource: Array(400).fill('arn:aws:sqs:eu-west-1:1:a-queue') }))).toEqual({
    code: 'LimitExceeded',
    message: 'Maximum policy size of 10240 bytes exceeded for role calls',
    status: 409,
  });
});

it('lists roles in pages', async () => {
  for (const RoleName of ['c', 'a', 'b']) {
    await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: TRUST }));
  }
  const first = await iam.send(new ListRolesCommand({ MaxItems: 2 }));
  expect(first.Roles?.map(({ RoleName }) => RoleName)).toEqual(['a', 'b']);
  expect(first.IsTruncated).toBe(true);
  const second = await iam.send(new ListRolesCommand({ Marker: first.Marker }));
  expect(second.Roles?.map(({ RoleName }) => RoleName)).toEqual(['c']);
  expect(second.IsTruncated).toBe(false);
});

it('has the roles of a seed, and outlives a snapshot', async () => {
  aws.cloud.seed({ roles: [{ name: `arn:aws:iam::${ACCOUNT}:role/team/theirs` }, { name: 'plain' }] });
  const snapshot = aws.cloud.snapshot();
  const again = await startAws();
  again.cloud.restore(snapshot);
  const { Role: read } = await again.open(IAMClient).send(new GetRoleCommand({ RoleName: 'theirs' }));
  await again.close();
  expect(read).toMatchObject({ Path: '/team/', Arn: `arn:aws:iam::${ACCOUNT}:role/team/theirs` });
  expect(decodeURIComponent(read?.AssumeRolePolicyDocument ?? '')).toContain('lambda.amazonaws.com');
});

it('answers who may do nothing, and faults, as IAM does', async () => {
  const nobody = aws.open(IAMClient, { accessKeyId: 'DENY' });
  expect(await failure(nobody.send(new GetRoleCommand(role)))).toMatchObject({
    code: 'AccessDenied',
    message: expect.stringContaining('iam:GetRole'),
    status: 403,
  });
  const unknown = aws.open(IAMClient, { accessKeyId: 'INVALID' });
  expect(await failure(unknown.send(new GetRoleCommand(role)))).toMatchObject({
    code: 'InvalidClientTokenId',
    status: 403,
  });
});
