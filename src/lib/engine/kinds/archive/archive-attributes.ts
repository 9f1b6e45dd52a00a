import type { DescribeArchiveResponse } from '../../../clients/aws/answers.js';
import { type AttributeTable, none, ours, people } from '../door/attributes.js';

/** What EventBridge answers of an archive (DescribeArchive). */
export const archiveAttributes: AttributeTable<DescribeArchiveResponse> = {
  ArchiveName: none('an archive of another name is another archive'),
  ArchiveArn: none('it follows from the name'),
  EventSourceArn: ours('Events of another bus are kept, and none of this one.'),
  Description: ours('It carries the mark: without it gcx takes the archive for somebody else’s.'),
  EventPattern: ours('Events that it does not match are not kept, and cannot be replayed.'),
  RetentionDays: ours('Shorter: events are deleted sooner, and cannot be replayed.'),
  KmsKeyIdentifier: people('A key that EventBridge may not use: events are not kept.'),
  State: people('DISABLED or failed: events are not kept.'),
  StateReason: none('it explains the state'),
  SizeBytes: none('it changes by itself'),
  EventCount: none('it changes by itself'),
  CreationTime: none('it says only when'),
};
