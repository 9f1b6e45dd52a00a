import type { Archive } from '../../../clients/aws/archive-model.js';
import { ruleNamePrefix } from '../../../language/names/rule-names.js';
import { changeId } from '../../change/change.js';
import { answeredBy } from '../door/attributes.js';
import type { Reading } from '../door/reading.js';
import { isMarkedBy } from '../ownership/description-mark.js';
import { newerFormatOfDescription } from '../ownership/mark-format.js';
import { namedBy } from '../ownership/thing.js';
import { archiveAttributes } from './archive-attributes.js';

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
      return answeredBy(`archive ${each.name}`, each, archiveAttributes, made ? thing : undefined);
    }),
  newerMarks: ({ archives }) =>
    archives.flatMap(({ name, description }) => newerFormatOfDescription(`archive ${name}`, description)),
};
