import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Limits } from '../../../../src/lib/base/limits.js';
import { senderPolicy } from '../../../../src/lib/engine/kinds/role/sender-role-policy.js';
import { arnOf } from '../../../../src/lib/engine/targets/list.js';
import {
  possibleSenderRoles,
  roleArnOf,
  senderRoles,
} from '../../../../src/lib/engine/targets/sender-roles.js';
import type { Config, Target } from '../../../../src/lib/language/config/model.js';
import { project } from '../plan/project.js';

const streams = fc.uniqueArray(
  fc.record({
    name: fc.stringMatching(/^[a-z]{1,12}$/),
    streamName: fc.stringMatching(/^[a-z]{1,128}$/),
    role: fc.constantFrom(undefined, undefined, undefined, 'arn:aws:iam::111122223333:role/send'),
  }),
  { selector: ({ name }) => name, minLength: 1, maxLength: 80 },
);

function fileOf(each: readonly { name: string; streamName: string; role: string | undefined }[]): Config {
  const targets = each.map(
    ({ name, streamName, role }): Target => ({
      kind: 'kinesis',
      name,
      streamName,
      account: '111122223333',
      ...(role === undefined ? {} : { role }),
    }),
  );
  return project([], targets);
}

describe('the roles with which EventBridge sends', () => {
  it('allow each target that names no role, in policies that IAM takes while they change', () => {
    fc.assert(
      fc.property(streams, (each) => {
        const config = fileOf(each);
        const roles = senderRoles(config);
        const possible = possibleSenderRoles(config).map(({ arn }) => arn);
        for (const target of Object.values(config.targets)) {
          const arn = roleArnOf(target, config);
          const made = roles.find((role) => role.arn === arn);
          expect(arn).toBe(target.role ?? made?.arn);
          expect(made?.resources.includes(arnOf(target, config)) ?? false).toBe(target.role === undefined);
        }
        for (const role of roles) {
          expect(possible).toContain(role.arn);
          expect(role.name.length).toBeLessThanOrEqual(Limits.iamRoleNameCharacters);
          expect(2 * JSON.stringify(senderPolicy(role)).length).toBeLessThanOrEqual(10_240);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('stay those of their targets when another target is added at the end', () => {
    fc.assert(
      fc.property(streams, (each) => {
        const more = fileOf(each);
        const fewer = fileOf(each.slice(0, -1));
        for (const target of Object.values(fewer.targets))
          expect(roleArnOf(target, more)).toBe(roleArnOf(target, fewer));
      }),
      { numRuns: 20 },
    );
  });
});
