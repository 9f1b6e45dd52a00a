import { Limits } from '../../base/limits.js';
import { cutWithHash } from '../../language/names/rule-names.js';
import type { NeededPermissions } from './model.js';
import { type NamedPolicy, policiesOf } from './policy-documents.js';

/** The policies of a role: what it must have, and what it is better with. */
export interface PolicySet {
  readonly required: readonly NamedPolicy[];
  readonly better: readonly NamedPolicy[];
}

/** What permissions are as managed policies of IAM. */
export function policySetOf(needed: NeededPermissions): PolicySet {
  const { aws, project, environment, role } = needed;
  const words = ['gcx', project, ...(environment === 'default' ? [] : [environment]), role];
  const base = cutWithHash(words.join('-').replaceAll(/[^A-Za-z0-9+=,.@_-]/g, '-'), BASE_CHARACTERS);
  const does = role === 'read' ? 'look at' : 'change';
  return {
    required: policiesOf(aws.required, {
      base,
      description: `What gcx needs to ${does} ${project}`,
    }),
    better: policiesOf(aws.better, {
      base: `${base}-better`,
      description: `Lets gcx tell more about ${project}`,
    }),
  };
}

/** With room for what follows. */
const BASE_CHARACTERS = Limits.iamPolicyNameCharacters - 20;
