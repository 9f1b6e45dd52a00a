import { ExitCode } from '../../../base/exit-codes.js';
import { GcxError } from '../../../base/gcx-error.js';
import type { Aws } from '../../../clients/aws/model.js';
import { nameOfApiDestination, nameOfConnection } from '../../../language/names/arn.js';
import { ruleNamePrefix } from '../../../language/names/rule-names.js';
import { changeId } from '../../change/change.js';
import { destinationsOf } from '../api-destination/destination-ids.js';
import type { BusTagsRead } from '../bus/bus-tags-reading.js';
import { ifAllowed } from '../door/if-allowed.js';
import { distinct, type ReadScope } from '../door/reading.js';
import { madeKey } from '../noted/made-list.js';
import { readMade, readUnderway } from '../noted/read-made.js';
import { isMarkedBy } from '../ownership/description-mark.js';
import type { RulesRead } from '../rule/rules-reading.js';

type Scope = Pick<ReadScope, 'config' | 'declared' | 'intent' | 'mark' | 'bus'>;
type Kind = 'connection' | 'api-destination';

/** Things of a kind that may have left the file. */
interface LeftNames {
  readonly names: readonly string[];
  /** Whether the credentials may not list them, and nothing says that there are any. */
  readonly unlisted: boolean;
}

/**
 * Names of the project's things of a kind that may have left the file: those that begin with its name, those of other names
 * that the list of what gcx made holds, and those that its rules send to. They are looked for where the file has such
 * targets, rules still send to one, an apply that made or deleted one stopped, or all is destroyed: every other file would
 * take the permission for nothing.
 */
export async function leftNames(
  kind: Kind,
  scope: Scope,
  carriers: RulesRead & BusTagsRead,
  aws: Pick<Aws, 'http'>,
  list: () => Promise<readonly string[]>,
): Promise<LeftNames> {
  const { config, declared, intent } = scope;
  const prefix = ruleNamePrefix(config);
  const { entries = new Map<string, string>(), underway } = readMade(scope, carriers);
  const isOf = (each: Kind, name: string): boolean => {
    const key = madeKey(changeId(each, name));
    return name.startsWith(prefix) || entries.has(key) || underway.has(key);
  };
  const sentTo = distinct(
    carriers.rules.flatMap(({ targets }) => targets.map(({ arn }) => nameOfApiDestination(arn) ?? '')),
  );
  const needed = declared.endpoints.length > 0 || sentTo.some((name) => isOf('api-destination', name));
  const unnoted = sentTo.filter((name) => !isOf('api-destination', name));
  const adopted = await adoptedOnly(kind, scope, unnoted, aws);
  const isUnderway = () => readUnderway(scope, carriers)?.has(madeKey(kind)) ?? true;
  if (!needed && intent !== 'destroy' && !isUnderway()) return { names: adopted, unlisted: false };
  try {
    const names = await list();
    return { names: [...names.filter((name) => isOf(kind, name)), ...adopted], unlisted: false };
  } catch (error) {
    if (!needed && error instanceof GcxError && error.exitCode === ExitCode.denied)
      return { names: adopted, unlisted: true };
    throw error;
  }
}

/** Those that were adopted, and left the file before an apply noted them. `sentTo`: names of API destinations. */
async function adoptedOnly(
  kind: Kind,
  { config, mark }: Scope,
  sentTo: readonly string[],
  aws: Pick<Aws, 'http'>,
): Promise<readonly string[]> {
  const inFile = destinationsOf(config, mark).sentTo;
  const found = await Promise.all(
    sentTo
      .filter((name) => !inFile.has(name))
      .map((name) => ifAllowed(async () => aws.http.destination(name))),
  );
  return found.flatMap((destination) => {
    if (destination === undefined || !isMarkedBy(destination.description, mark)) return [];
    if (kind === 'api-destination') return [destination.name];
    return nameOfConnection(destination.connectionArn);
  });
}
