import type { EventType, TutorialName } from './model.js';

/** What a group of names seen in tutorials should have been. */
interface Correction {
  /** Names as they are spelled with everything but letters and digits left out, in lower case. */
  readonly spellings: RegExp;
  readonly explanation: string;
  readonly instead: readonly string[];
}

const NOT_PUBLISHED = 'Genesys Cloud publishes no event type of this name.';

/** In order: the first that fits answers. Tutorials show these names; no capture of Genesys Cloud's own events does. */
const CORRECTIONS: readonly Correction[] = [
  {
    spellings:
      /^(conversation|call|interaction)s?(end|ended|endevent|disconnect|disconnected|complete|completed)$/,
    explanation: `${NOT_PUBLISHED} "A conversation ended in queue X" is conversation.acd.end (it left the queue) or conversation.user.end (the agent's leg ended), each with the queue; conversation.customer.end, when the customer is gone, names no queue.`,
    instead: ['conversation.acd.end', 'conversation.user.end', 'conversation.customer.end'],
  },
  {
    spellings: /^(conversation|call|interaction)s?(start|started|startevent|create|created|begin|began|new)$/,
    explanation: `${NOT_PUBLISHED} A conversation starts with conversation.customer.start, which names no queue; it enters a queue with conversation.acd.start and reaches an agent with conversation.user.start.`,
    instead: ['conversation.customer.start', 'conversation.acd.start', 'conversation.user.start'],
  },
  {
    spellings:
      /^(genesyscloud)?(conversation|call|interaction)s?(update|updated|updateevent|change|changed)$/,
    explanation: `${NOT_PUBLISHED} There is no one event for every change of a conversation: each step has its own, such as entering a queue, reaching an agent, or a change of participant data.`,
    instead: [
      'conversation.acd.start',
      'conversation.acd.end',
      'conversation.user.start',
      'conversation.user.end',
      'conversation.attributes',
    ],
  },
  {
    spellings: /^(conversation|call)s?(transfer|transferred)$/,
    explanation: `${NOT_PUBLISHED} A transfer shows as conversation.acd.end or conversation.user.end with a disconnectType such as TRANSFER.`,
    instead: ['conversation.acd.end', 'conversation.user.end'],
  },
  {
    spellings: /^(conversation|call)s?(abandon|abandoned)$/,
    explanation: `${NOT_PUBLISHED} An abandoned conversation is conversation.acd.end with acdOutcome ABANDON.`,
    instead: ['conversation.acd.end'],
  },
  {
    spellings: /^(conversation|call|agent)s?(answer|answered|connect|connected|accepted)$/,
    explanation: `${NOT_PUBLISHED} An agent joins with conversation.user.start; that the queue's wait ended with an answer is conversation.acd.end with acdOutcome ANSWERED.`,
    instead: ['conversation.user.start', 'conversation.acd.end'],
  },
  {
    spellings: /^(conversation|call)s?(queued|enqueue|enqueued|routed)$|^queue(enter|entered|join|joined)$/,
    explanation: `${NOT_PUBLISHED} A conversation enters a queue with conversation.acd.start.`,
    instead: ['conversation.acd.start'],
  },
  {
    spellings:
      /^(agent|user)s?(status|statuschange|statuschanged|statusupdate|presencechanged|presencechange)$/,
    explanation: `${NOT_PUBLISHED} What an agent chose is users.presence; what routing makes of the agent is users.routingStatus.`,
    instead: ['users.presence', 'users.routingStatus'],
  },
  {
    spellings: /^(genesys(cloud)?)?conversations?events?$/,
    explanation:
      "This is the detail-type of somebody's own relay, with the real name in detail.eventType. Genesys Cloud itself sends an event type of its own for each step, with the template as detail-type.",
    instead: ['conversation.acd.start', 'conversation.acd.end', 'conversation.user.end'],
  },
];

/** `v2.conversations.{id}`, `v2.conversations.<uuid>`, `v2.conversations`, `v2.detail.events.conversation.{id}`. */
const WHOLE_CONVERSATION = /^v2\.(conversations?|detail\.events\.conversation)(\.[^.]+)?$/;
const WHOLE_CONVERSATION_EXPLANATION =
  'Genesys Cloud has no event type for a whole conversation: each step has its own, under v2.detail.events.conversation.{id}.';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** What people write where `{id}` belongs: `*`, `#`, `+`, `:id`, `<id>`, `$id`, `[id]`, `{conversationId}`, `${id}`. */
const PLACEHOLDER = /^([*#+?]+|:\w+|<[^>]*>|\$\w+|\[[^\]]*\]|\$?\{[^}]*\}|\{\{.*\}\}|%\w+%?)$/;

/** Explains a template that has something else where `{id}` belongs. */
function misfilledTemplate(
  text: string,
  classify: (topicName: string) => EventType | undefined,
): TutorialName | undefined {
  const prefixed = text.startsWith('v2.') ? text : `v2.${text}`;
  const eventType = classify(prefixed);
  if (eventType === undefined || eventType.template === text) return undefined;
  const template = eventType.template.split('.');
  const filled = prefixed.split('.').filter((_, index) => template[index] === '{id}');
  const real = filled.find((segment) => UUID.test(segment));
  if (real !== undefined) {
    const filter =
      eventType.queue === 'none'
        ? 'to narrow it, filter on a field with "where"'
        : 'to narrow it, filter with "queues" or "where"';
    return {
      text,
      explanation: `An integration subscribes to the whole class of events: {id} stays as it is, and one id (${real}) cannot be asked for; ${filter}.`,
      instead: [eventType.name],
    };
  }
  const placeholder = filled.find((segment) => segment !== '{id}' && PLACEHOLDER.test(segment));
  if (placeholder !== undefined) {
    return {
      text,
      explanation: `The template is written with {id}, literally, not with ${placeholder}: ${eventType.template}.`,
      instead: [eventType.name],
    };
  }
  if (filled.every((segment) => segment === '{id}')) {
    return {
      text,
      explanation: `The full template begins with "v2.": ${eventType.template}.`,
      instead: [eventType.name],
    };
  }
  return undefined;
}

/** Explains a template whose `{id}` was left out (`v2.detail.events.conversation.acd.end`). */
function templateWithoutId(text: string, eventTypes: readonly EventType[]): TutorialName | undefined {
  const bare = (template: string): string => template.replaceAll('.{id}', '');
  if (!text.startsWith('v2.') || text.includes('{')) return undefined;
  const eventType = eventTypes.find(({ template }) => bare(template) === text);
  if (eventType === undefined) return undefined;
  return {
    text,
    explanation: `The {id} of the template is missing: ${eventType.template}.`,
    instead: [eventType.name],
  };
}

/** What a name from a tutorial should have been; undefined where the text is not one of those. */
export function explainTutorialName(
  text: string,
  eventTypes: readonly EventType[],
  classify: (topicName: string) => EventType | undefined,
): TutorialName | undefined {
  if (text.length > 200) return undefined;
  const misfilled = misfilledTemplate(text, classify) ?? templateWithoutId(text, eventTypes);
  if (misfilled !== undefined) return misfilled;
  const plain = text
    .toLowerCase()
    .replace(/^v2\.(detail\.events\.)?/, '')
    .replace(/\{[^}]*\}|\*/g, '')
    .replace(/[^a-z0-9]/g, '');
  const correction = CORRECTIONS.find(({ spellings }) => spellings.test(plain));
  if (correction !== undefined) {
    return { text, explanation: correction.explanation, instead: correction.instead };
  }
  if (WHOLE_CONVERSATION.test(text)) {
    return {
      text,
      explanation: WHOLE_CONVERSATION_EXPLANATION,
      instead: ['conversation.acd.start', 'conversation.acd.end', 'conversation.user.end'],
    };
  }
  const alias = eventTypes.find((eventType) => eventType.alias === text);
  if (alias === undefined) return undefined;
  return { text, explanation: `The short name is ${alias.name}.`, instead: [alias.name] };
}
