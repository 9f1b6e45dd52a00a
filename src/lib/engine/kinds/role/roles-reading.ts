import type { IamRole } from '../../../clients/aws/processor-model.js';
import { roleArn } from '../../../language/names/arn.js';
import { rolePath } from '../../../language/names/processor-names.js';
import { changeId } from '../../change/change.js';
import { answeredBy } from '../door/attributes.js';
import { type Reading, readEach } from '../door/reading.js';
import type { ProcessorFunctionsRead } from '../function/processor-functions-reading.js';
import { newerFormatOfOurs } from '../ownership/mark-format.js';
import { processorThing } from '../ownership/thing.js';
import type { ProcessorBasesRead } from '../processor/processor-bases-reading.js';
import { roleTable } from './role-attributes.js';

/** IAM roles of processors. */
export interface RolesRead {
  /** By what the processor's things are called; undefined where there is none, and where it was not read. */
  readonly roles: ReadonlyMap<string, IamRole | undefined>;
}

/**
 * Reads the roles of processors. Not where the file gives the function another: who runs gcx may not be allowed to read
 * roles; but where the function still runs as the role that gcx made, which is left over then.
 */
export const rolesReading: Reading<RolesRead, ProcessorBasesRead & ProcessorFunctionsRead> = {
  name: 'roles',
  waitsFor: ['processorBases', 'processorFunctions'],
  unread: { live: { roles: new Map() }, of: 'roles of processors', kinds: ['role', 'function'] },
  async read({ config, declared }, { processorBases, processorFunctions }, { aws }) {
    const given = new Set(
      declared.processors.flatMap(({ names, target }) =>
        target.executionRole === undefined ? [] : [names.function],
      ),
    );
    // An older gcx made it at `/`.
    const runsAsOwn = (base: string) =>
      [rolePath(config), '/'].some(
        (path) => processorFunctions.get(base)?.roleArn === roleArn(config, path, base),
      );
    return {
      roles: await readEach(processorBases, async (base) =>
        given.has(base) && !runsAsOwn(base) ? undefined : aws.iam.role(base),
      ),
    };
  },
  digest: ({ roles }) => ({ roles: [...roles] }),
  answered: (input) =>
    [...input.live.roles].flatMap(([base, role]) => {
      const thing = processorThing(input, base, role?.tags ?? {}, changeId('role', base));
      const table = roleTable(input.config.aws.permissionsBoundary);
      return answeredBy(`IAM role of ${base}`, role, table, thing);
    }),
  newerMarks: ({ roles }, { mark }) =>
    [...roles].flatMap(([base, role]) => newerFormatOfOurs(`IAM role of ${base}`, role?.tags, mark)),
};
