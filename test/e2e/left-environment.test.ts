import { describe, expect, test } from 'vitest';
import { head, names, Project } from './gcx.js';

const bus = 'aws.partner/genesys.com/cloud/6513270e-269e-4d37-b2a7-4de452e6b438/prod';
const pipe = `${head()}targets:
  inbox: { sqs: { create: "shop-\${env}" } }
  board: { sns: { create: "board-\${env}" } }
routes:
  ended: { events: [conversation.acd.end], targets: [inbox, board] }
`;
const both = `${pipe}environments:\n  production: {}\n  test: { genesys: { integration: { suffix: test } } }\n`;
const one = `${pipe}environments:\n  production: {}\n`;

describe('an environment that left the file', () => {
  const project = new Project(both);

  test('plan tells it with the command that deletes what is left, which deletes just that', async () => {
    await project.done('apply --auto-approve --env production');
    const alone = project.holdings();
    await project.done('apply --auto-approve --env test');
    expect((await project.done('plan --env production')).stdout).not.toContain('environment test');
    project.write('.genesysrc.yml', one);
    const { document } = await project.json('plan --env production');
    expect(document.warnings).toContainEqual(
      expect.objectContaining({
        code: 'environment-left',
        message: expect.stringMatching(
          /^AWS still has 3 things of environment test, and it uses integration test\. [\s\S]*gcx destroy --env test --like production --sandbox$/,
        ),
      }),
    );
    const running = await project.sandbox('destroy --env test --like production --auto-approve');
    expect(running.code).toBe(5);
    // Its rules are called as those of production, and its bus is another one: nothing was changed outside gcx.
    expect(running.stdout).toContain('- rule shop-ended-1');
    expect(running.stdout).not.toContain('outside gcx');
    await project.done('destroy --env test --like production --auto-approve --force');
    expect(project.holdings()).toEqual(alone);
    expect((await project.done('plan --env production --detailed-exitcode')).stdout).not.toContain(
      'environment test',
    );
    // What the file says for all of them says where it worked, too.
    const gone = await project.sandbox('destroy --env test --auto-approve');
    expect(gone).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('has no environment "test", and nothing that it left behind'),
    });
    expect(project.holdings()).toEqual(alone);
  });

  test('a slip of the pen deletes nothing, and other commands take no such environment', async () => {
    const slip = await project.sandbox('destroy --env prodution --auto-approve --force');
    expect(slip).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Did you mean --env production?'),
    });
    expect((await project.sandbox('plan --env test')).stderr).toContain('has no environment "test"');
    const needless = await project.sandbox('destroy --env production --like production --auto-approve');
    expect(needless).toMatchObject({ code: 64, stderr: expect.stringContaining('Leave --like out') });
    expect(names(project.holdings().buses)).toContain(bus);
  });

  test('where nothing says where it worked, --like is asked for; the account is guarded as anywhere', async () => {
    const text = one
      .replace(/account: ?"?\d+"?/, 'profile: x')
      .replace('production: {}', 'production: { aws: { account: "111122223333", profile: null } }');
    const apart = new Project(text);
    const refused = await apart.sandbox('destroy --env test --auto-approve');
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('--like production') });
  });
});
