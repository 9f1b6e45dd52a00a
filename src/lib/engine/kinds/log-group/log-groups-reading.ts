import { awsCommand } from '../../../base/hints/gcx-command.js';
import type { LogGroupAnswer } from '../../../clients/aws/answers.js';
import type { LogGroup } from '../../../clients/aws/logs-model.js';
import { changeId } from '../../change/change.js';
import { type AttributeTable, answeredBy, none, ours, people } from '../door/attributes.js';
import type { HarmRule } from '../door/harm.js';
import { type Reading, readEach } from '../door/reading.js';
import { newerFormatOfOurs } from '../ownership/mark-format.js';
import { processorThing } from '../ownership/thing.js';
import type { ProcessorBasesRead } from '../processor/processor-bases-reading.js';

/** A class is fixed when a log group is made: Lambda or people made it. */
const uncounted: HarmRule = (value, { answer, thing }) =>
  thing.provenance === 'used' || (value !== 'INFREQUENT_ACCESS' && value !== 'DELIVERY')
    ? undefined
    : {
        does: 'In such a log group metrics are not counted: the alarm on failures of the processor never goes off.',
        mend: `The class cannot be changed. To let gcx create it again, without the logs in it: ${awsCommand`logs delete-log-group --log-group-name ${String(answer['logGroupName'])}`}`,
      };

/** What CloudWatch Logs answers of a log group (DescribeLogGroups). */
export const logGroupAttributes: AttributeTable<LogGroupAnswer> = {
  logGroupName: none('a log group of another name is another log group'),
  arn: none('it follows from the name'),
  logGroupArn: none('it follows from the name'),
  creationTime: none('it only says when'),
  retentionInDays: ours(),
  retentionPolicyName: people({ usual: null }),
  metricFilterCount: none('what people count in logs is theirs'),
  storedBytes: none('it changes by itself'),
  // Whether CloudWatch may use it, it does not say.
  kmsKeyId: people({ usual: null }),
  dataProtectionStatus: people({ usual: null }),
  inheritedProperties: none('it follows from the account'),
  logGroupClass: people({ harm: uncounted, usual: 'STANDARD' }),
  deletionProtectionEnabled: people({ usual: false }),
  bearerTokenAuthenticationEnabled: people({ usual: false }),
};

/** The same of the log group of an event bus: the file says its key, and no alarm counts what is in it. */
export const busLogGroupAttributes: AttributeTable<LogGroupAnswer> = {
  ...logGroupAttributes,
  kmsKeyId: ours(),
  logGroupClass: people({ usual: 'STANDARD' }),
};

/** Log groups of processors' functions. */
export interface LogGroupsRead {
  /** By what the processor's things are called; undefined where there is none. */
  readonly logGroups: ReadonlyMap<string, LogGroup | undefined>;
}

/** Reads the log groups of processors' functions. */
export const logGroupsReading: Reading<LogGroupsRead, ProcessorBasesRead> = {
  name: 'logGroups',
  waitsFor: ['processorBases'],
  unread: { live: { logGroups: new Map() }, of: 'log groups of processors', kinds: ['log-group'] },
  read: async (_scope, { processorBases }, { aws }) => ({
    logGroups: await readEach(processorBases, (base) => aws.logs.group(`/aws/lambda/${base}`)),
  }),
  digest: ({ logGroups }) => ({ logGroups: [...logGroups] }),
  answered: (input) =>
    [...input.live.logGroups].flatMap(([base, group]) => {
      const thing = processorThing(input, base, group?.tags ?? {}, changeId('log-group', base));
      return answeredBy(`log group of ${base}`, group, logGroupAttributes, thing);
    }),
  newerMarks: ({ logGroups }, { mark }) =>
    [...logGroups].flatMap(([base, group]) => newerFormatOfOurs(`log group of ${base}`, group?.tags, mark)),
};
