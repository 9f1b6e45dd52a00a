import * as z from 'zod';
import { changeId } from '../../change/change.js';
import { jsonObject, type StepOf, stepDoor } from '../door/step-door.js';
import type { Purpose, Subject, SubjectContext } from '../door/subject.js';
import { ownerByDescription, ownerToAdopt } from '../ownership/owner.js';

/** AWS gives archives no tags: the description says whose it is. */
function archiveSubject(name: string, purpose: Purpose, { aws, mark }: SubjectContext): Subject {
  return {
    key: changeId('archive', name),
    called: `Archive ${name}`,
    purpose,
    madeMarked: true,
    adoptable: false,
    async owner() {
      const description = (await aws.archives.get(name))?.description;
      return purpose === 'adopt' ? ownerToAdopt(description, mark) : ownerByDescription(description, mark);
    },
  };
}

/** `retentionDays` 0: for ever. `key`: ARN of its KMS key; absent: AWS's own. */
const settings = {
  name: z.string(),
  description: z.string(),
  pattern: jsonObject,
  retentionDays: z.number(),
  key: z.string().exactOptional(),
};

/** The calls on EventBridge archives. */
export const archiveSteps = [
  stepDoor(
    'events.createArchive',
    { busArn: z.string(), ...settings },
    {
      does: 'events:CreateArchive',
      subject: ({ name }, context) => archiveSubject(name, 'create', context),
      run: (step, { aws, sleep }) => aws.archives.create(step.busArn, step, sleep),
    },
  ),
  stepDoor('events.updateArchive', settings, {
    does: 'events:UpdateArchive',
    subject: ({ name }, context) => archiveSubject(name, 'change', context),
    run: (step, { aws, sleep }) => aws.archives.update(step, sleep),
  }),
  // Puts the mark on an archive that nobody has marked: it writes the description, and the other settings as they are.
  stepDoor('events.adoptArchive', settings, {
    does: 'events:UpdateArchive',
    subject: ({ name }, context) => archiveSubject(name, 'adopt', context),
    run: (step, { aws, sleep }) => aws.archives.update(step, sleep),
  }),
  stepDoor(
    'events.deleteArchive',
    { name: z.string() },
    {
      does: 'events:DeleteArchive',
      subject: ({ name }, context) => archiveSubject(name, 'delete', context),
      run: ({ name }, { aws }) => aws.archives.delete(name),
    },
  ),
] as const;

/** A call on an archive. */
export type ArchiveStep = StepOf<typeof archiveSteps>;
