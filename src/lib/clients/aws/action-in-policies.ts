/** Actions of SQS that other calls need than those of their name. */
const SQS_ACTIONS = ['ChangeMessageVisibility', 'DeleteMessage', 'ReceiveMessage', 'SendMessage', 'TagQueue'];

/**
 * An action of a refusal as policies are written: SNS writes its own name in capitals when it refuses something, SQS all in small
 * letters.
 * @param called the action of the call that was refused
 */
export function actionInPolicies(refused: string, called: string): string {
  const known = [called, ...SQS_ACTIONS.map((each) => `sqs:${each}`)];
  const [prefix = '', verb = ''] = refused.split(':');
  return (
    known.find((each) => each.toLowerCase() === refused.toLowerCase()) ?? `${prefix.toLowerCase()}:${verb}`
  );
}
