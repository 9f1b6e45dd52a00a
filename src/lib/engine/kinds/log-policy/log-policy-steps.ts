import * as z from 'zod';
import { changeId } from '../../change/change.js';
import { jsonObject, type StepOf, stepDoor } from '../door/step-door.js';
import type { Purpose, Subject, SubjectContext } from '../door/subject.js';
import { statementId } from '../ownership/mark.js';
import { statementsOf } from '../policies/policy.js';

/** What our statement for the log of the event bus in a resource policy of CloudWatch Logs is called: policies have no tags, so it says whose it is. */
export const LOG_POLICY_PURPOSE = 'bus log';

/** The same of the statement that lets the rules of the project write to the log groups of targets. */
export const TARGETS_PURPOSE = 'log groups';

/** AWS replaces a policy of others unasked. */
function policySubject(name: string, purpose: Purpose, { aws, mark }: SubjectContext): Subject {
  return {
    key: changeId('log-policy', name),
    called: `Resource policy ${name} of CloudWatch Logs`,
    purpose,
    madeMarked: true,
    adoptable: false,
    owner: async () => {
      const found = (await aws.logPolicies.list()).find((each) => each.name === name);
      if (found === undefined) return { kind: 'nobody' };
      const sids: readonly unknown[] = [LOG_POLICY_PURPOSE, TARGETS_PURPOSE].map((purpose) =>
        statementId(mark, purpose),
      );
      return statementsOf(found.document).some((each) => sids.includes(each['Sid']))
        ? { kind: 'us' }
        : { kind: 'others', marked: true, words: 'it has no statement of this project' };
    },
  };
}

/** The calls on resource policies of CloudWatch Logs: one of gcx's own, which nobody else writes into. */
export const logPolicySteps = [
  stepDoor(
    'logs.putPolicy',
    { name: z.string(), document: jsonObject },
    {
      does: 'logs:PutResourcePolicy',
      subject: ({ name }, context) => policySubject(name, 'overwrite', context),
      run: ({ name, document }, { aws }) => aws.logPolicies.put(name, document),
    },
  ),
  stepDoor(
    'logs.deletePolicy',
    { name: z.string() },
    {
      does: 'logs:DeleteResourcePolicy',
      subject: ({ name }, context) => policySubject(name, 'delete', context),
      run: ({ name }, { aws }) => aws.logPolicies.delete(name),
    },
  ),
] as const;

/** A call on a resource policy of CloudWatch Logs. */
export type LogPolicyStep = StepOf<typeof logPolicySteps>;
