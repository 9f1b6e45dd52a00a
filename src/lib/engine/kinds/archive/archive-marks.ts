import { isJsonObject, type JsonObject } from '../../../base/json.js';
import type { Archive } from '../../../clients/aws/archive-model.js';
import type { KindMarks } from '../door/marks.js';
import { markedByDescription } from '../ownership/marked-things.js';
import type { ArchiveStep } from './archive-steps.js';
import type { ArchivesRead } from './archives-reading.js';
import { parsed } from './asked-archive.js';

/** The mark of an archive stands in its description. */
export const archiveMarks: KindMarks<ArchivesRead> = {
  on: 'things',
  things: ({ live, mark }) =>
    live.archives.map((archive) => {
      const { name, arn, description } = archive;
      const described = (text: string) => ({ ...settingsOf(archive), description: text });
      return markedByDescription(mark, {
        kind: 'archive',
        name,
        arn,
        description,
        release: (text): ArchiveStep => ({ call: 'events.updateArchive', ...described(text) }),
        adopt: (text): ArchiveStep => ({ call: 'events.adoptArchive', ...described(text) }),
      });
    }),
};

/** Takes every event: each has this version. AWS takes no archive's pattern away, and wants one in each update. */
export const EVERY_EVENT: JsonObject = { version: ['0'] };

function settingsOf({ name, pattern, retentionDays, key }: Archive) {
  const events = parsed(pattern);
  return {
    name,
    pattern: isJsonObject(events) ? events : EVERY_EVENT,
    retentionDays,
    ...(key === undefined ? {} : { key }),
  };
}
