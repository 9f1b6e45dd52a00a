/** What it does that a policy does not let senders in. */
export const NOT_LET_IN =
  'What is sent there is refused: EventBridge and SNS report it only to the dead-letter queue.';
