import { z } from 'zod';
import { gcxCommand } from '../../../base/hints/gcx-command.js';
import { isPartOfUuid, nearlyUuid } from '../document/nearly-uuid.js';
import { filled, form, UUID } from './schema-parts.js';

/** How the file points at queues. */
export const queueSelectorSchema = z
  .union([
    filled('Name of a queue, exactly as in Genesys Cloud; best in quotes.', 'The name of the queue'),
    z.strictObject({
      name: filled('Name of a queue, exactly as in Genesys Cloud.', 'name').optional(),
      glob: filled('Pattern of names: * stands for any characters.', 'glob').optional(),
      id: form(
        UUID,
        'Id of a queue.',
        (text) => {
          const off = nearlyUuid(text);
          if (off !== undefined) return `This looks like a queue id, but has ${off}.`;
          return `This is ${isPartOfUuid(text) ? 'not a whole queue id' : 'not a queue id'}; that is a UUID such as 5affb229-7631-4992-b0ce-583505c6af07.`;
        },
        (text) =>
          nearlyUuid(text) === undefined && !isPartOfUuid(text)
            ? `Copy it from "${gcxCommand('queue list')}", or write { name: … }.`
            : `"${gcxCommand('queue lookup', text)}" shows the queues whose ids are like it.`,
      ).optional(),
      division: filled(
        'Name of the division that the queue is in; where several have queues of the same name.',
        'division',
      ).optional(),
    }),
  ])
  .meta({
    description: 'A queue of Genesys Cloud: its name, or { name, division }, { glob, division } or { id }.',
  });

/** A queue as zod gives it. */
export type QueueContent = z.infer<typeof queueSelectorSchema>;
