import type { KindMarks } from '../door/marks.js';
import { adoptedDescription, withoutAdopted } from '../ownership/description-mark.js';
import { markedByDescription } from '../ownership/marked-things.js';
import type { ConnectionStep } from './connection-steps.js';
import type { ConnectionsRead } from './connections-reading.js';
import { withoutFingerprint } from './secret-fingerprint.js';

/** The mark of a connection stands in its description, with what is known of its secret. */
export const connectionMarks: KindMarks<ConnectionsRead> = {
  on: 'things',
  things: ({ live, mark, declared }) =>
    [...live.connections.values()].flatMap((found) => {
      if (found === undefined) return [];
      const { name, arn, description } = found;
      const release = (text: string): ConnectionStep => ({
        call: 'events.describeConnection',
        name,
        description: withoutAdopted(withoutFingerprint(text)).trim(),
      });
      const thing = { kind: 'connection', name, arn, description, release };
      const target = declared.endpoints.find(({ connection }) => connection === name)?.target;
      if (target === undefined) return [markedByDescription(mark, thing)];
      const adopt = (text: string): ConnectionStep => ({
        call: 'events.adoptConnection',
        name,
        description: adoptedDescription(text),
        secret: target.auth.secret,
      });
      return [markedByDescription(mark, { ...thing, adopt })];
    }),
};
