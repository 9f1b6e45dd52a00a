import { describe, expect, it } from 'vitest';
import { useAws, xml, xmlError } from './aws-server.js';

const setup = useAws();
const arn = 'arn:aws:iam::111122223333:role/r';
const trust = { Version: '2012-10-17', Statement: [] };
const missing = xmlError('NoSuchEntity', 'The role with name r cannot be found.', 404);
const member = (key: string, value: string) => `<member><Key>${key}</Key><Value>${value}</Value></member>`;

function role(tags: string): string {
  const document = encodeURIComponent(JSON.stringify(trust));
  return `<Role><RoleName>r</RoleName><Arn>${arn}</Arn><AssumeRolePolicyDocument>${document}</AssumeRolePolicyDocument><PermissionsBoundary><PermissionsBoundaryArn>arn:b</PermissionsBoundaryArn></PermissionsBoundary><Tags>${tags}</Tags></Role>`;
}

const draft = { name: 'r', path: '/genesys-gcx/p/', description: 'd', trust, tags: { a: 'b' } };

describe('an IAM role', () => {
  it('is read with its policies over all pages, whose documents are URL-encoded', async () => {
    const { aws } = await setup(({ action, input }) => {
      if (action === 'GetRole') return xml(action, role(member('a', 'b')));
      if (action === 'ListRolePolicies') {
        return input['Marker'] === undefined
          ? xml(
              action,
              '<PolicyNames><member>one</member></PolicyNames><IsTruncated>true</IsTruncated><Marker>m</Marker>',
            )
          : xml(action, '<PolicyNames><member>two</member></PolicyNames><IsTruncated>false</IsTruncated>');
      }
      const name = input['PolicyName'];
      const document = encodeURIComponent(JSON.stringify({ Id: `100% ${name}` }));
      return xml(action, `<PolicyName>${name}</PolicyName><PolicyDocument>${document}</PolicyDocument>`);
    });
    expect(await aws.iam.role('r')).toEqual({
      name: 'r',
      arn,
      trust,
      boundary: 'arn:b',
      policies: { one: { Id: '100% one' }, two: { Id: '100% two' } },
      tags: { a: 'b' },
    });
  });

  it('that is not there is none, and is deleted', async () => {
    const { aws } = await setup(() => missing);
    expect(await aws.iam.role('r')).toBeUndefined();
    await aws.iam.deleteRole('r');
  });

  it('is made with path, trust, boundary and tags', async () => {
    const { aws, server } = await setup(({ action }) => xml(action, role('')));
    await aws.iam.createRole({ ...draft, boundary: 'arn:b' });
    expect(Object.fromEntries(new URLSearchParams(server.received[0]?.body))).toEqual({
      Action: 'CreateRole',
      Version: '2010-05-08',
      RoleName: 'r',
      Path: '/genesys-gcx/p/',
      Description: 'd',
      AssumeRolePolicyDocument: JSON.stringify(trust),
      PermissionsBoundary: 'arn:b',
      'Tags.member.1.Key': 'a',
      'Tags.member.1.Value': 'b',
    });
  });

  it.each([
    ['taken as made after a lost answer', 500, member('a', 'b'), undefined],
    ['others’ where it has not our tags', 500, member('a', 'other'), 'EntityAlreadyExistsException'],
    ['others’ where no answer was lost', 200, member('a', 'b'), 'EntityAlreadyExistsException'],
  ])('that exists is %s', async (_, first, tags, code) => {
    const taken = xmlError('EntityAlreadyExists', 'Role with name r already exists.', 409);
    const { aws, calls } = await setup(({ action }, call) =>
      action === 'GetRole'
        ? xml(action, role(tags))
        : call === 1 && first === 500
          ? { status: 500, headers: { 'content-type': 'text/xml' }, text: '<x/>' }
          : taken,
    );
    const made = aws.iam.createRole(draft);
    if (code === undefined) await made;
    else await expect(made).rejects.toMatchObject({ awsCode: code });
    expect(calls().at(-1)).toBe(first === 500 ? 'GetRole' : 'CreateRole');
  });

  it('is deleted after its own policies', async () => {
    const { aws, calls } = await setup(({ action }) =>
      action === 'ListRolePolicies'
        ? xml(action, '<PolicyNames><member>one</member><member>two</member></PolicyNames>')
        : xml(action, ''),
    );
    await aws.iam.deleteRole('r');
    expect(calls()).toEqual([
      'ListAttachedRolePolicies',
      'ListRolePolicies',
      'DeleteRolePolicy',
      'DeleteRolePolicy',
      'DeleteRole',
    ]);
  });

  it('with a policy that others attached is left as it is', async () => {
    const { aws, calls } = await setup(({ action }) =>
      xml(
        action,
        '<AttachedPolicies><member><PolicyName>x</PolicyName><PolicyArn>arn:aws:iam::aws:policy/x</PolicyArn></member></AttachedPolicies>',
      ),
    );
    await expect(aws.iam.deleteRole('r')).rejects.toMatchObject({
      report: {
        code: 'role-has-policies',
        what: expect.stringContaining('arn:aws:iam::aws:policy/x'),
        fix: expect.stringContaining(
          'aws iam detach-role-policy --role-name r --policy-arn arn:aws:iam::aws:policy/x',
        ),
      },
    });
    expect(calls()).toEqual(['ListAttachedRolePolicies']);
  });

  it('gets policy, trust, boundary and tags', async () => {
    const { aws, calls, server } = await setup(({ action }) => xml(action, ''));
    await aws.iam.putPolicy('r', 'gcx', { Version: '2012-10-17' });
    await aws.iam.setTrust('r', trust);
    await aws.iam.setBoundary('r', 'arn:b');
    await aws.iam.tag('r', { a: 'b' }, ['c']);
    await aws.iam.tag('r', {}, []);
    expect(calls()).toEqual([
      'PutRolePolicy',
      'UpdateAssumeRolePolicy',
      'PutRolePermissionsBoundary',
      // What goes, goes first: to IAM the keys team and Team are one.
      'UntagRole',
      'TagRole',
    ]);
    expect(new URLSearchParams(server.received[0]?.body).get('PolicyDocument')).toBe(
      '{"Version":"2012-10-17"}',
    );
  });
});
