import { once } from '../../base/once.js';
import type { AwsCaller } from './caller.js';
import { firstNames } from './first-names.js';
import { pagesOf } from './pages.js';
import type { StepFunctionsApi } from './receivers-model.js';
import { unlessMissing } from './unless-missing.js';

/** AWS Step Functions. */
export function stepFunctionsApi(caller: AwsCaller): StepFunctionsApi {
  const sdk = once(async () => {
    const sfn = await import('@aws-sdk/client-sfn');
    return { sfn, client: await caller.open((config) => new sfn.SFNClient(config)) };
  });
  return {
    async machineStatus(stateMachineArn) {
      const { sfn, client } = await sdk();
      const answer = await unlessMissing(
        caller.call('states:DescribeStateMachine', stateMachineArn, () =>
          // Without its definition, which nobody here needs and a key may encrypt.
          client.send(
            new sfn.DescribeStateMachineCommand({ stateMachineArn, includedData: 'METADATA_ONLY' }),
          ),
        ),
      );
      return answer?.status;
    },
    async machineNames() {
      const { sfn, client } = await sdk();
      const pages = pagesOf(
        (nextToken) =>
          caller.call('states:ListStateMachines', '', () =>
            client.send(new sfn.ListStateMachinesCommand({ nextToken })),
          ),
        ({ nextToken }) => nextToken,
      );
      return firstNames(pages, ({ stateMachines = [] }) => stateMachines.flatMap(({ name }) => name ?? []));
    },
  };
}
