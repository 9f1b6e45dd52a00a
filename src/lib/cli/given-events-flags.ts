import { Flags } from '@oclif/core';

const helpGroup = 'EVENT';

/** Where events come from: a file, a sample, or a conversation of Genesys Cloud. */
export const givenEventsFlags = {
  event: Flags.string({
    summary: 'Events from a file, a folder of files, standard input, or JSON.',
    helpValue: 'FILE|FOLDER|-|JSON',
    helpGroup,
  }),
  sample: Flags.string({
    summary: 'A sample event of an event type; see gcx event-type list.',
    helpValue: 'TYPE',
    helpGroup,
  }),
  format: Flags.string({
    summary: 'With --sample, the event format. Default: that of the route or the file.',
    helpValue: 'NAME',
    helpGroup,
  }),
  set: Flags.string({
    summary: 'With --sample, a field of the event body. Can be repeated.',
    helpValue: 'PATH=VALUE',
    multiple: true,
    helpGroup,
  }),
  conversation: Flags.string({
    summary: 'The events of a conversation, rebuilt from Genesys Cloud analytics.',
    helpValue: 'ID',
    helpGroup,
  }),
  last: Flags.boolean({
    summary: 'The events of the last conversation that ended, within the last 7 days.',
    helpGroup,
  }),
  queue: Flags.string({
    summary: 'With --sample or --last, the queue, by name or id.',
    helpValue: 'NAME|ID',
    helpGroup,
  }),
  media: Flags.string({
    summary: 'With --last, only this media type, such as voice.',
    helpValue: 'TYPE',
    helpGroup,
  }),
};
