import { partOfArn } from '../../../language/names/arn.js';
import type { KindMarks } from '../door/marks.js';
import { adoptedDescription, withoutAdopted } from '../ownership/description-mark.js';
import { markedByDescription } from '../ownership/marked-things.js';
import type { ApiDestinationStep } from './api-destination-steps.js';
import type { ApiDestinationsRead } from './api-destinations-reading.js';

/** The mark of an API destination stands in its description. */
export const apiDestinationMarks: KindMarks<ApiDestinationsRead> = {
  on: 'things',
  things: ({ live, mark }) =>
    [...live.apiDestinations.values()].flatMap((destination) => {
      if (destination === undefined) return [];
      const { name, arn, description, endpoint, method, rate, connectionArn } = destination;
      const connection = partOfArn(connectionArn, 'connection/').replace(/\/[^/]*$/, '');
      const settings = { name, connection, endpoint, method, rate };
      const release = (text: string): ApiDestinationStep => ({
        call: 'events.updateApiDestination',
        ...settings,
        description: withoutAdopted(text).trim(),
      });
      const adopt = (text: string): ApiDestinationStep => ({
        call: 'events.adoptApiDestination',
        ...settings,
        description: adoptedDescription(text),
      });
      return [markedByDescription(mark, { kind: 'api-destination', name, arn, description, release, adopt })];
    }),
};
