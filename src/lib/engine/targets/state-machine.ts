import type { StateMachineTarget } from '../../language/config/model.js';
import { stateMachineAndQualifier, stateMachineArn } from '../../language/names/arn.js';
import type { TargetKind } from './kind.js';
import { REPLAY_INSTEAD } from './send-ways.js';

/**
 * A Step Functions state machine that exists: each event starts an execution of it, with a role that gcx makes where the
 * target names none. Step Functions judges the start of a version or an alias by the ARN of its state machine (Step
 * Functions Developer Guide, "Authorization for versions and aliases").
 */
export const stateMachineTarget: TargetKind<StateMachineTarget> = {
  kind: 'stateMachine',
  arn: ({ machineName, qualifier }, scope) => stateMachineArn(scope, machineName, qualifier),
  roleActions: ['states:StartExecution'],
  roleResource: ({ machineName }, scope) => stateMachineArn(scope, machineName),
  inWords: (target) => ({ what: 'state machine', called: qualified(target) }),
  drawing: { shape: 'hexagon', one: 'State machine', all: 'State machines' },
  inFile: (target) => ({ stateMachine: { existing: qualified(target) } }),
  choices: [
    {
      word: 'state-machine',
      offered: 'Existing Step Functions state machine',
      description: 'Each event starts a workflow of several steps.',
      by: 'name',
      makes: false,
      existing: ({ stepFunctions }) => stepFunctions.machineNames(),
      listedBy: { action: 'states:ListStateMachines', things: 'state machines' },
      inFile: (name) => ({ stateMachine: { existing: name } }),
    },
  ],
  isOf: ({ service, resource }) => service === 'states' && /^stateMachine:[^:/]+(:[^:/]+)?$/.test(resource),
  nameOf: ({ resource }) => resource.replace(/^stateMachine:/, ''),
  read({ common, parts }) {
    const [machineName, qualifier] = stateMachineAndQualifier(parts.resource);
    return {
      ...common,
      kind: 'stateMachine',
      machineName,
      ...(qualifier === undefined ? {} : { qualifier }),
    };
  },
  wayBack: () => ({
    kind: 'none',
    why: `gcx starts no executions of state machines: ${REPLAY_INSTEAD}`,
  }),
};

function qualified({ machineName, qualifier }: StateMachineTarget): string {
  return qualifier === undefined ? machineName : `${machineName}:${qualifier}`;
}
