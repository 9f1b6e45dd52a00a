import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

interface Policy {
  readonly Statement: readonly { readonly Action: string | readonly string[] }[];
}

const read = (name: string): Policy => JSON.parse(readFileSync(`config/iam/${name}.json`, 'utf8'));
const actionsOf = (policy: Policy): readonly string[] =>
  policy.Statement.flatMap(({ Action }) => Action).sort();

/** The actions that the clients name in their calls; GetCallerIdentity needs no permission, and InvokeFunction is what others are allowed. */
const called = [
  ...new Set(
    readdirSync('src/lib/aws')
      .map((file) => readFileSync(`src/lib/aws/${file}`, 'utf8'))
      .flatMap((text) =>
        [...text.matchAll(/'((?:events|sns|sqs|lambda|tag):[A-Z][A-Za-z]+)'/g)].map(
          ([, action]) => action ?? '',
        ),
      ),
  ),
]
  .filter((action) => action !== 'lambda:InvokeFunction')
  .sort();

const reads = (action: string): boolean => /:(Describe|Get|List)/.test(action);

describe('IAM policies', () => {
  it('allow plan what the clients read, and nothing that writes', () => {
    expect(actionsOf(read('plan'))).toEqual(called.filter(reads));
  });

  it('allow apply what the clients call, and passing a target’s role', () => {
    expect(actionsOf(read('apply'))).toEqual([...called, 'iam:PassRole'].sort());
  });
});
