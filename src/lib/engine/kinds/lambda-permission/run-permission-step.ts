import type { RevisedPolicy } from '../../../clients/aws/model.js';
import type { RunContext } from '../door/run-context.js';
import { writeAndReadBack } from '../policies/read-back.js';
import { type Permission, samePermission, standInOf, statementOfSid } from './permission.js';

interface AddPermissions {
  /** Name with qualifier, as Lambda's API takes it. */
  readonly functionName: string;
  readonly permissions: readonly Permission[];
}

/**
 * Adds statements to a function's policy, or replaces those of their `Sid`s, and looks whether they stay. Lambda takes one
 * a call: each is added to the revision that was read before it.
 * @throws GcxError `not-kept`, and what the client throws
 */
export async function addPermissions(
  { functionName, permissions }: AddPermissions,
  { aws: { lambda }, sleep }: RunContext,
): Promise<void> {
  let latest: RevisedPolicy = {};
  const read = async (): Promise<RevisedPolicy> => {
    latest = await lambda.revisedPolicy(functionName);
    return latest;
  };
  const add = ({ sid, principal, sourceArn }: Permission, { revision }: RevisedPolicy) =>
    lambda.addPermission(functionName, sid, principal, sourceArn, revision);
  const replace = async (wanted: Permission, found: RevisedPolicy): Promise<void> => {
    const standIn = { ...wanted, sid: standInOf(wanted.sid) };
    const standsIn = samePermission(statementOfSid(found.policy, standIn.sid), standIn);
    if (!standsIn && (await add(standIn, found)) === 'changed-meanwhile') return;
    await lambda.removePermission(functionName, wanted.sid);
    await add(wanted, await read());
  };
  const isMissing = ({ policy }: RevisedPolicy, wanted: Permission) =>
    !samePermission(statementOfSid(policy, wanted.sid), wanted);
  await writeAndReadBack<RevisedPolicy>(
    {
      what: `The policy of Lambda function ${functionName}`,
      without: 'Without it, the function is not called, without notice.',
      read,
      holds: (found) => permissions.every((wanted) => !isMissing(found, wanted)),
      async write(found) {
        const missing = permissions.filter((wanted) => isMissing(found, wanted));
        for (const [index, wanted] of missing.entries()) {
          const now = index === 0 ? found : await read();
          if (statementOfSid(now.policy, wanted.sid) === undefined) await add(wanted, now);
          else if (isMissing(now, wanted)) await replace(wanted, now);
        }
      },
    },
    sleep,
  );
  for (const standIn of permissions.map(({ sid }) => standInOf(sid)))
    if (statementOfSid(latest.policy, standIn) !== undefined)
      await lambda.removePermission(functionName, standIn);
}

/**
 * Takes statements out of a function's policy, and looks whether they stay away.
 * @throws GcxError `not-kept`, and what the client throws
 */
export async function removePermissions(
  { functionName, sids }: { readonly functionName: string; readonly sids: readonly string[] },
  { aws: { lambda }, sleep }: RunContext,
): Promise<void> {
  const left = ({ policy }: RevisedPolicy) => sids.filter((sid) => statementOfSid(policy, sid) !== undefined);
  await writeAndReadBack<RevisedPolicy>(
    {
      what: `The policy of Lambda function ${functionName}`,
      without: 'It still allows senders that are no longer in the file.',
      read: () => lambda.revisedPolicy(functionName),
      holds: (found) => left(found).length === 0,
      async write(found) {
        for (const sid of left(found)) await lambda.removePermission(functionName, sid);
      },
    },
    sleep,
  );
}
