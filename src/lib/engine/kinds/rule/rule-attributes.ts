import type { Rule, Target } from '../../../clients/aws/answers.js';
import { type AttributeTable, none, ours, parts } from '../door/attributes.js';
import { does, type KindHarms, saidBy } from '../door/difference-harm.js';

const ofAnotherTarget = none('gcx leaves a rule alone whose target has it');

/** What EventBridge answers of a rule (ListRules). */
export const ruleAttributes: AttributeTable<Rule> = {
  Name: none('a rule of another name is another rule'),
  Arn: none('it follows from the name'),
  EventBusName: none('a rule of another bus is another rule'),
  EventPattern: ours('Events that it does not match reach no target.'),
  State: ours('A disabled rule sends nothing, and nobody is told.'),
  Description: ours(),
  ScheduleExpression: none('gcx leaves a rule alone that has one'),
  RoleArn: none('gcx gives roles to targets; a rule uses its own only where a target has none'),
  ManagedBy: none('gcx leaves a rule alone that a service manages'),
};

/** What EventBridge answers of a rule's target (ListTargetsByRule). */
export const targetAttributes: AttributeTable<Target> = {
  Id: none('a target of another id is another target'),
  Arn: ours('Events go where it says.'),
  RoleArn: ours('Without its rights nothing is delivered to this target.'),
  Input: ours('The receiver gets this instead of the event.'),
  InputPath: ours('The receiver gets this part of the event.'),
  InputTransformer: parts({
    InputPathsMap: none('the template is compared with it'),
    InputTemplate: ours('The receiver gets what it says.'),
  }),
  SqsParameters: parts({ MessageGroupId: ours('Without it a FIFO queue refuses the event.') }),
  DeadLetterConfig: parts({
    Arn: ours('Without it what cannot be delivered is lost once EventBridge stops trying.'),
  }),
  RetryPolicy: parts({
    MaximumRetryAttempts: ours('With fewer, what cannot be delivered is dead-lettered or lost sooner.'),
    MaximumEventAgeInSeconds: ours('With less, what cannot be delivered is dead-lettered or lost sooner.'),
  }),
  KinesisParameters: ofAnotherTarget,
  RunCommandParameters: ofAnotherTarget,
  EcsParameters: ofAnotherTarget,
  BatchParameters: ofAnotherTarget,
  HttpParameters: ofAnotherTarget,
  RedshiftDataParameters: ofAnotherTarget,
  SageMakerPipelineParameters: ofAnotherTarget,
  AppSyncParameters: ofAnotherTarget,
};

const saidOfRule = saidBy(ruleAttributes);
const saidOfTarget = saidBy(targetAttributes);

/** What differences of a rule do to events. */
export const ruleHarms: KindHarms = {
  missing: does('stops', 'Events of the route reach none of its targets by it, and nobody is told.'),
  fields: {
    state: saidOfRule('stops', 'State'),
    retry: saidOfTarget('some', 'RetryPolicy.MaximumRetryAttempts'),
    'dead letter': saidOfTarget('some', 'DeadLetterConfig.Arn'),
    role: saidOfTarget('stops', 'RoleArn'),
    'message group': saidOfTarget('stops', 'SqsParameters.MessageGroupId'),
    input: saidOfTarget('some', 'InputTransformer.InputTemplate'),
    targets: does('stops', 'The rule sends nothing to a target that it lacks.'),
  },
  others: saidOfRule('some', 'EventPattern'),
  harmless: /^(?:description|route tag|names of its queues|protect|set by others|tag )/,
};
