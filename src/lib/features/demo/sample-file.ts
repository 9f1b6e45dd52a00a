import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { StoryTools } from './story-tools.js';

/** Writes an event as `gcx event sample … > NAME` does, and shows that command; gives back its path. */
export async function sampleFile(
  { narrator, project, loaded }: StoryTools,
  {
    eventType,
    queueId,
    name,
  }: { readonly eventType: string; readonly queueId: string; readonly name: string },
): Promise<string> {
  narrator.command(
    `gcx event sample ${eventType} --queue-id ${queueId} --set mediaType=VOICE --env production > ${name}`,
  );
  const { catalogue, sampleEvent } = await import('../../language/events/index.js');
  const type = catalogue().find(eventType);
  const { genesys, aws } = loaded.config;
  if (type === undefined) throw new Error(`The catalog has lost ${eventType}.`);
  const event = sampleEvent(type, {
    organization: genesys.organization,
    suffix: genesys.integration?.suffix ?? '',
    account: aws.account,
    region: aws.region,
    time: new Date(),
    queueId,
    set: { mediaType: 'VOICE' },
  });
  const file = join(project.folder, name);
  await writeFile(file, `${JSON.stringify(event, null, 2)}\n`);
  return file;
}
