/** By what could not be read: a word for it, and the kinds of resources of which nothing true can be said without it. */
export interface UnreadPart {
  readonly of: string;
  readonly kinds: readonly string[];
  /** Codes of a plan's lines that are not true without it. */
  readonly codes?: RegExp;
}

const OF_PROCESSORS = ['function', 'event-source', 'role', 'table', 'log-group', 'alarm'];
const POLICIES = ['sqs-policy', 'sns-policy', 'lambda-permission'];

/** By the name of a reading, or of another part of a plan (engine/plan/make-plan.ts). A test holds that none is missing. */
export const UNREAD_PARTS: Readonly<Record<string, UnreadPart>> = {
  integrations: {
    of: 'the integration in Genesys Cloud',
    kinds: ['integration', 'bus'],
    codes: /^(?:integration|event-types-not-sent|pattern-not-sent|existing-missing)/,
  },
  marked: { of: 'what gcx made, by its tags', kinds: [] },
  busTags: { of: 'the tags of event buses', kinds: ['bus', 'rule', 'archive'], codes: /^bus/ },
  rules: {
    of: 'rules',
    kinds: ['rule', 'archive', ...POLICIES, ...OF_PROCESSORS],
    codes: /^(?:bus-|event-loss)/,
  },
  archives: { of: 'archives', kinds: ['archive'] },
  'event-type-subscriptions': {
    of: 'event types at the gateway',
    kinds: ['event-type-subscriptions'],
    codes: /^(?:gateway|event-types|subscriptions)/,
  },
  buses: {
    of: 'the event bus and its source',
    kinds: ['bus', 'integration'],
    codes: /^(?:source-|bus-|existing-missing)/,
  },
  busLog: {
    of: 'the log of the event bus',
    kinds: ['bus-log', 'log-policy', 'delivery-source', 'delivery-destination', 'log-delivery', 'log-group'],
    codes: /^log-/,
  },
  topics: {
    of: 'SNS topics',
    kinds: ['sns-topic', 'sns-subscription', 'sns-policy'],
    codes: /^(?:existing-missing|nobody-subscribed|confirm-subscription|key-|alarms-)/,
  },
  queues: { of: 'SQS queues', kinds: ['sqs-queue', 'sqs-policy'], codes: /^(?:existing-missing|key-|fifo-)/ },
  functions: {
    of: 'Lambda functions and who may call them',
    kinds: ['lambda-permission'],
    codes: /^existing-missing/,
  },
  keys: { of: 'keys of KMS', kinds: [], codes: /^key-/ },
  processorBases: { of: 'the things of processors', kinds: OF_PROCESSORS },
  tables: { of: 'DynamoDB tables of processors', kinds: ['table'], codes: /^table-/ },
  logGroups: { of: 'log groups of processors', kinds: ['log-group'] },
  processorFunctions: { of: 'functions of processors', kinds: ['function'], codes: /^function-/ },
  eventSourceMappings: { of: 'event source mappings', kinds: ['event-source'] },
  alarms: { of: 'alarms', kinds: ['alarm'] },
  pipeAlarms: { of: 'alarms of the pipe', kinds: ['alarm'] },
  roles: { of: 'roles of processors', kinds: ['role', 'function'] },
  otherRules: { of: 'rules of other buses', kinds: [] },
  // What their rules match is then not known; that they are there and enabled is.
  'routes-queues': { of: 'the queues of the routes in Genesys Cloud', kinds: [] },
  'event-types': { of: 'the event types of the organization', kinds: [] },
  'queue-names': { of: 'names of queues', kinds: [] },
  'processors-code': { of: 'the code of processors', kinds: [] },
};
