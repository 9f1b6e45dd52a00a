import type { RevisedPolicy } from '../../../clients/aws/model.js';
import type { RunContext } from '../door/run-context.js';
import { writeAndReadBack } from '../policies/read-back.js';
import { samePermission, standInOf, statementOfSid } from './permission.js';

interface AddPermission {
  readonly functionName: string;
  readonly sid: string;
  readonly principal: string;
  readonly sourceArn: string;
}

/**
 * Adds a statement to a function's policy, or replaces the one of its `Sid`, and looks whether it stays.
 * @throws GcxError `not-kept`, and what the client throws
 */
export async function addPermission(
  step: AddPermission,
  { aws: { lambda }, sleep }: RunContext,
): Promise<void> {
  const { functionName, sid, principal, sourceArn } = step;
  const standIn = standInOf(sid);
  let latest: RevisedPolicy = {};
  const read = async (): Promise<RevisedPolicy> => {
    latest = await lambda.revisedPolicy(functionName);
    return latest;
  };
  const add = (id: string, { revision }: RevisedPolicy) =>
    lambda.addPermission(functionName, id, principal, sourceArn, revision);
  const replace = async (found: RevisedPolicy): Promise<void> => {
    const standsIn = samePermission(statementOfSid(found.policy, standIn), { ...step, sid: standIn });
    if (!standsIn && (await add(standIn, found)) === 'changed-meanwhile') return;
    await lambda.removePermission(functionName, sid);
    await add(sid, await read());
  };
  await writeAndReadBack<RevisedPolicy>(
    {
      what: `The policy of Lambda function ${functionName}`,
      without: 'Without it the function is not called, and nobody is told.',
      read,
      holds: ({ policy }) => samePermission(statementOfSid(policy, sid), step),
      async write(found) {
        if (statementOfSid(found.policy, sid) !== undefined) return replace(found);
        await add(sid, found);
      },
    },
    sleep,
  );
  if (statementOfSid(latest.policy, standIn) !== undefined)
    await lambda.removePermission(functionName, standIn);
}

/** Takes a statement out of a function's policy, and looks whether it stays away. @throws GcxError `not-kept`, and what the client throws */
export async function removePermission(
  { functionName, sid }: { readonly functionName: string; readonly sid: string },
  { aws: { lambda }, sleep }: RunContext,
): Promise<void> {
  await writeAndReadBack<RevisedPolicy>(
    {
      what: `The policy of Lambda function ${functionName}`,
      without: 'It still lets in whom the file no longer names.',
      read: () => lambda.revisedPolicy(functionName),
      holds: ({ policy }) => statementOfSid(policy, sid) === undefined,
      write: () => lambda.removePermission(functionName, sid),
    },
    sleep,
  );
}
