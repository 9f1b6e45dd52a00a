import { changeId } from '../../change/change.js';
import type { KindMarks } from '../door/marks.js';
import { integrationName } from './integration-identity.js';
import type { IntegrationStep } from './integration-steps.js';
import type { IntegrationsRead } from './integrations-reading.js';
import { findRecord } from './record.js';

/** The mark of an integration is a line in its notes. `gcx adopt` writes another one, which says that people made it. */
export const integrationMarks: KindMarks<IntegrationsRead> = {
  on: 'things',
  things: ({ live, mark }) =>
    live.integrations.flatMap(({ config }) => {
      if (config === undefined || findRecord(config.notes, mark) === undefined) return [];
      const suffix = config.eventSourceSuffix;
      const release: IntegrationStep = {
        call: 'genesys.configureIntegration',
        suffix,
        name: integrationName(mark, suffix),
        addEventTypes: [],
        removeEventTypes: [],
        record: null,
      };
      return [
        { id: changeId('integration', suffix), name: suffix, owner: { kind: 'us' }, release: [release] },
      ];
    }),
};
