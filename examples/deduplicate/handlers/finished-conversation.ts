/** What the CRM is told of a conversation. */
export interface FinishedConversation {
  readonly conversation: string;
  readonly began: string;
  readonly caller: string;
  readonly agent: string;
  readonly wrapUp: string;
  readonly notes: string;
}

/** The parts of Genesys Cloud's `Conversation` that this looks at. */
interface Conversation {
  readonly id: string;
  readonly startTime: string;
  readonly participants: readonly {
    readonly purpose?: string;
    readonly name?: string;
    readonly userId?: string;
    readonly address?: string;
    readonly wrapup?: { readonly code?: string; readonly name?: string; readonly notes?: string };
  }[];
}

/**
 * Reads a conversation as `GET /api/v2/conversations/{id}` answers it, for the agent who has finished.
 * @throws Error where it is none, or the agent was not there
 */
export function finishedConversation(answer: unknown, userId: unknown): FinishedConversation {
  const conversation = answer as Conversation;
  if (!Array.isArray(conversation?.participants)) throw new Error('Genesys Cloud answered no conversation.');
  const customer = conversation.participants.find(
    ({ purpose }) => purpose === 'customer' || purpose === 'external',
  );
  const agent = conversation.participants.find((each) => each.purpose === 'agent' && each.userId === userId);
  if (agent === undefined) throw new Error('The agent is no participant of the conversation.');
  return {
    conversation: conversation.id,
    began: conversation.startTime,
    caller: customer?.address ?? '',
    agent: agent.name ?? '',
    wrapUp: agent.wrapup?.name ?? agent.wrapup?.code ?? '',
    notes: agent.wrapup?.notes ?? '',
  };
}
