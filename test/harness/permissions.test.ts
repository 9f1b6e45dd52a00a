import { beforeAll, describe, expect, it } from 'vitest';
import { withLikelyMissing } from '../../src/lib/engine/plan/index.js';
import { neededPermissions } from '../../src/lib/features/permissions/index.js';
import { coursesOf } from '../trust/stage/courses.js';
import { SMALL } from '../trust/stage/projects.js';
import { type Entry, entriesOf, type Step, stepsOf, went } from '../trust/stage/rights.js';
import { Stage } from '../trust/stage/stage.js';

// A sample: test/trust/permissions.ts takes each entry away, of larger files.
let steps: ReadonlyMap<string, Step>;

beforeAll(async () => {
  const all = stepsOf(SMALL, await coursesOf(SMALL), '36f675cc-81e7-4ef5-a8e2-5d940ed90475');
  steps = new Map(all.map((step) => [step.name, step]));
});

function step(name: string): Step {
  const found = steps.get(name);
  if (found === undefined) throw new Error(`There is no step ${name}.`);
  return found;
}

const but = (entries: readonly Entry[], action: string): readonly Entry[] => {
  const left = entries.filter((each) => each.action !== action);
  expect(left.length).toBeLessThan(entries.length);
  return left;
};

describe('with what gcx permissions says', () => {
  it.each(['create', 'destroy'])('is required, %s does its work', async (name) => {
    const { required } = await entriesOf(step(name));
    expect((await went(step(name), required)).failure).toBeUndefined();
  });

  it.each([
    ['plan of create', 'events:ListRules'],
    ['create', 'sqs:TagQueue'],
  ])('but not without one of it: %s needs %s, and says so', async (name, action) => {
    const { required } = await entriesOf(step(name));
    expect((await went(step(name), but(required, action))).failure).toContain(`not allowed ${action} on `);
  });

  it('in Genesys Cloud, create does its work, and not without one of it: it names what is missing', async () => {
    const { genesys } = neededPermissions((await Stage.load(SMALL.first)).config, { role: 'write' });
    const required = genesys.required.map(({ permission }) => permission);
    expect((await went(step('create'), 'everything', required)).failure).toBeUndefined();
    const without = (permission: string) => {
      expect(required).toContain(permission);
      const left = required.filter((each) => each !== permission);
      return went(step('create'), 'everything', left);
    };
    for (const permission of ['integrations:integration:view', 'integrations:integration:add'])
      expect((await without(permission)).failure).toContain(permission);
  });

  it('plan calls likely missing what is missing, and nothing else', async () => {
    const asking: Step = {
      ...step('plan of create'),
      role: 'write',
      run: async (gcx) => {
        const plan = await withLikelyMissing(await gcx.plan(), (await gcx.load()).config, gcx.aws);
        return plan.warnings.filter(({ code }) => code === 'aws-permission-likely-missing');
      },
    };
    const { required, better } = await entriesOf(asking);
    const all = [...required, ...better];
    expect((await went(asking, all)).said).toBe('[[],[]]');
    const { said } = await went(asking, but(all, 'sqs:CreateQueue'));
    expect(said).toMatch(/likely lack sqs:CreateQueue on arn:aws:sqs:[^;]+: IAM/);
    // Who may not ask is told nothing.
    expect((await went(asking, but(required, 'sqs:CreateQueue'))).said).toBe('[[],[]]');
  });

  it.each([
    ['plan of create', 'ssm:GetParameter'],
    ['plan of create', 'tag:GetResources'],
    ['plan of destroy', 'events:ListConnections'],
    ['plan of destroy', 'events:ListApiDestinations'],
    ['create', 'ssm:PutParameter'],
    ['targets to choose from', 'sns:ListTopics'],
  ])('and without one that gcx is better with: %s goes on without %s, and says so', async (name, action) => {
    const { required, better } = await entriesOf(step(name));
    const { failure, said } = await went(step(name), but([...required, ...better], action));
    expect(failure).toBeUndefined();
    expect(said).toContain(action);
  });
});
