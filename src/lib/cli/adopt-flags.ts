import { Flags } from '@oclif/core';

const repeated = (summary: string, helpValue = 'NAME') =>
  Flags.string({
    summary: `${summary}. Can be repeated.`,
    helpValue,
    multiple: true,
    multipleNonGreedy: true,
  });

/** The flags that say what `gcx adopt` takes ownership of. */
export const adoptFlags = {
  rule: repeated('A rule on the event bus in the file'),
  topic: repeated('An SNS topic in the account, or its ARN'),
  queue: repeated('An SQS queue in the account, or its ARN'),
  integration: Flags.string({ summary: 'The integration with this suffix.', helpValue: 'SUFFIX' }),
  all: Flags.boolean({
    summary:
      'Everything without an owner: the rules on the bus that the file has a route for, what its targets, processors, alarms, archive and logging would create, and the integration.',
  }),
  route: Flags.string({
    summary: 'The route in the file that the rules belong to. Default: the route with the name of the rule.',
    helpValue: 'NAME',
  }),
  'left-stack': repeated(
    'A CloudFormation stack that these resources have left, although they still have its tags',
    'STACK',
  ),
};
