import { awsCommand } from '../../../base/hints/gcx-command.js';
import type { DescribeArchiveResponse } from '../../../clients/aws/answers.js';
import type { Archive } from '../../../clients/aws/archive-model.js';
import { ruleNamePrefix } from '../../../language/names/rule-names.js';
import { changeId } from '../../change/change.js';
import { type AttributeTable, answeredBy, none, ours, people } from '../door/attributes.js';
import { does, type KindHarms, saidBy } from '../door/difference-harm.js';
import type { HarmRule } from '../door/harm.js';
import type { Reading } from '../door/reading.js';
import { isMarkedBy } from '../ownership/description-mark.js';
import { newerFormatOfDescription } from '../ownership/mark-format.js';
import { namedBy } from '../ownership/thing.js';
import { STORE_KEY } from '../policies/store-key.js';
import { archiveKeyTakenOut } from './asked-archive.js';

/** One that could not be made is made again. */
const notKept: HarmRule = (value, { answer }) => {
  if (value !== 'DISABLED' && value !== 'UPDATE_FAILED') return undefined;
  const why = answer['StateReason'];
  return {
    does: `Its events may not be kept${typeof why === 'string' && why !== '' ? `: ${why}` : ''}; what is not kept cannot be replayed.`,
    mend: `To see why: ${awsCommand`events describe-archive --archive-name ${String(answer['ArchiveName'])}`}`,
  };
};

/** What EventBridge answers of an archive (DescribeArchive). */
export const archiveAttributes: AttributeTable<DescribeArchiveResponse> = {
  ArchiveName: none('an archive of another name is another archive'),
  ArchiveArn: none('it follows from the name'),
  EventSourceArn: ours('Events of another bus are kept, and none of this one.'),
  Description: ours('It contains the mark of the owner: without it, gcx treats the archive as not its own.'),
  EventPattern: ours('Events that it does not match are not kept, and cannot be replayed.'),
  RetentionDays: ours('Shorter: events are deleted sooner, and cannot be replayed.'),
  // Where the file names one it is ours; else it is noted. Whether EventBridge may use it shows in the state.
  KmsKeyIdentifier: people({ usual: null }),
  State: people({ harm: notKept }),
  StateReason: none('it explains the state'),
  SizeBytes: none('it changes by itself'),
  EventCount: none('it changes by itself'),
  CreationTime: none('it only says when'),
};

/** The same where the file names a key, or gcx is about to take its own away. */
const keyedArchiveAttributes: AttributeTable<DescribeArchiveResponse> = {
  ...archiveAttributes,
  KmsKeyIdentifier: ours('With a key that EventBridge may not use, events are not kept.'),
};

const said = saidBy(keyedArchiveAttributes);

/** What differences of an archive do to events. */
export const archiveHarms: KindHarms = {
  missing: does('later', 'Events are not kept, and cannot be replayed.'),
  fields: {
    'event bus': said('later', 'EventSourceArn'),
    pattern: said('later', 'EventPattern'),
    retention: said('later', 'RetentionDays'),
    description: said('later', 'Description'),
    [STORE_KEY]: said('later', 'KmsKeyIdentifier'),
  },
};

/** Archives of the account. */
export interface ArchivesRead {
  /** Those with a name of the project's, ours and others'. */
  readonly archives: readonly Archive[];
}

/** Reads the archives with a name of the project's. */
export const archivesReading: Reading<ArchivesRead> = {
  name: 'archives',
  waitsFor: [],
  unread: { live: { archives: [] }, of: 'archives', kinds: ['archive'] },
  read: async ({ config }, _needs, { aws }) => ({
    archives: await aws.archives.list(ruleNamePrefix(config)),
  }),
  digest: ({ archives }) => ({ archives: archives.map(({ events: _counted, ...archive }) => archive) }),
  answered: (input) =>
    input.live.archives.flatMap((each) => {
      const made = isMarkedBy(each.description, input.mark) && input.config.archive !== undefined;
      const change = changeId('archive', each.name);
      const thing = { targets: [], change, provenance: 'made', named: namedBy(input) } as const;
      const key = input.config.archive?.key;
      const isKeyOurs = key !== undefined || archiveKeyTakenOut(input, each, key) !== undefined;
      const table = isKeyOurs ? keyedArchiveAttributes : archiveAttributes;
      return answeredBy(`archive ${each.name}`, each, table, made ? thing : undefined);
    }),
  newerMarks: ({ archives }) =>
    archives.flatMap(({ name, description }) => newerFormatOfDescription(`archive ${name}`, description)),
};
