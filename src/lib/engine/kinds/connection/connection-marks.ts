import type { KindMarks } from '../door/marks.js';
import { markedByDescription } from '../ownership/marked-things.js';
import type { ConnectionStep } from './connection-steps.js';
import type { ConnectionsRead } from './connections-reading.js';
import { withoutFingerprint } from './secret-fingerprint.js';

/** The mark of a connection stands in its description, with what is known of its secret. */
export const connectionMarks: KindMarks<ConnectionsRead> = {
  on: 'things',
  things: ({ live, mark }) =>
    [...live.connections.values()].flatMap((connection) => {
      if (connection === undefined) return [];
      const { name, arn, description } = connection;
      const release = (text: string): ConnectionStep => ({
        call: 'events.describeConnection',
        name,
        description: withoutFingerprint(text).trim(),
      });
      return [markedByDescription(mark, { kind: 'connection', name, arn, description, release })];
    }),
};
