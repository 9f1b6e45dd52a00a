import { Limits } from '../../../base/limits.js';
import { orList } from '../../../base/words.js';

/** What a kind of name may look like; checks, messages and the JSON Schema come from the same rule. */
export interface NameRule {
  /** What is named, e.g. `an SNS topic`. */
  readonly of: string;
  /** The whole name, without the length. */
  readonly pattern: RegExp;
  /** One character that the name may not hold, with the global flag. */
  readonly forbidden: RegExp;
  /** The characters in words. */
  readonly allowed: string;
  readonly max: number;
  /** Name of the limit in Limits, where it is AWS's or Genesys's. */
  readonly limit?: keyof typeof Limits;
  /** Name of the least length in Limits. Absent: one character will do. */
  readonly least?: keyof typeof Limits;
}

/** Longest project name: rule names keep it whole, as policies let rules in by their prefix. */
const PROJECT_NAME_CHARACTERS = 32;
/** Longest route name; with project and number it still fits a rule's name. */
const ROUTE_NAME_CHARACTERS = 40;
/** Longest environment name. */
const ENVIRONMENT_NAME_CHARACTERS = 32;

const WORDS = { allowed: 'letters, digits, - and _', forbidden: /[^A-Za-z0-9_-]/gu } as const;
const WORD = /^[A-Za-z0-9][A-Za-z0-9_-]*$/;

/** API destinations and connections are named alike. */
const ENDPOINT = {
  pattern: /^[A-Za-z0-9._-]+$/,
  forbidden: /[^A-Za-z0-9._-]/gu,
  allowed: 'letters, digits, ., - and _',
  max: Limits.apiDestinationNameCharacters,
  limit: 'apiDestinationNameCharacters',
} as const;

/** The rules by what they are for. */
export const NameRules = {
  project: { of: 'a project', pattern: WORD, ...WORDS, max: PROJECT_NAME_CHARACTERS },
  route: { of: 'a route', pattern: WORD, ...WORDS, max: ROUTE_NAME_CHARACTERS },
  environment: { of: 'an environment', pattern: WORD, ...WORDS, max: ENVIRONMENT_NAME_CHARACTERS },
  target: {
    of: 'a target',
    pattern: WORD,
    ...WORDS,
    max: Limits.targetIdCharacters,
    limit: 'targetIdCharacters',
  },
  suffix: {
    of: 'an integration',
    pattern: /^[A-Za-z0-9._-]+$/,
    forbidden: /[^A-Za-z0-9._-]/gu,
    allowed: 'letters, digits, ., - and _',
    max: Limits.eventSourceSuffixCharacters,
    limit: 'eventSourceSuffixCharacters',
  },
  snsTopic: {
    of: 'an SNS topic',
    pattern: /^([A-Za-z0-9_-]|\{eventType\})+(\.fifo)?$/,
    forbidden: /[^A-Za-z0-9_-]/gu,
    allowed: WORDS.allowed,
    max: Limits.snsTopicNameCharacters,
    limit: 'snsTopicNameCharacters',
  },
  sqsQueue: {
    of: 'an SQS queue',
    pattern: /^[A-Za-z0-9_-]+(\.fifo)?$/,
    forbidden: /[^A-Za-z0-9_-]/gu,
    allowed: `${WORDS.allowed} (and .fifo at the end of a FIFO queue's name)`,
    max: Limits.sqsQueueNameCharacters,
    limit: 'sqsQueueNameCharacters',
  },
  lambdaFunction: {
    of: 'a Lambda function',
    pattern: /^[A-Za-z0-9_-]+$/,
    ...WORDS,
    max: Limits.lambdaFunctionNameCharacters,
    limit: 'lambdaFunctionNameCharacters',
  },
  kinesisStream: {
    of: 'a Kinesis stream',
    pattern: /^[A-Za-z0-9._-]+$/,
    forbidden: /[^A-Za-z0-9._-]/gu,
    allowed: 'letters, digits, ., - and _',
    max: Limits.kinesisStreamNameCharacters,
    limit: 'kinesisStreamNameCharacters',
  },
  firehoseStream: {
    of: 'a Firehose stream',
    pattern: /^[A-Za-z0-9._-]+$/,
    forbidden: /[^A-Za-z0-9._-]/gu,
    allowed: 'letters, digits, ., - and _',
    max: Limits.firehoseStreamNameCharacters,
    limit: 'firehoseStreamNameCharacters',
  },
  stateMachine: {
    of: 'a state machine',
    pattern: /^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\p{C}]+$/u,
    forbidden: /[\s<>{}[\]?*"#%\\^|~`$&,;:/\p{C}]/gu,
    allowed: 'letters, digits, - and _',
    max: Limits.stateMachineNameCharacters,
    limit: 'stateMachineNameCharacters',
  },
  logGroup: {
    of: 'a log group',
    pattern: /^[A-Za-z0-9._/#-]+$/,
    forbidden: /[^A-Za-z0-9._/#-]/gu,
    allowed: 'letters, digits, ., -, _, / and #',
    max: Limits.logGroupNameCharacters,
    limit: 'logGroupNameCharacters',
  },
  apiDestination: { of: 'an API destination', ...ENDPOINT },
  connection: { of: 'a connection', ...ENDPOINT },
  processor: {
    of: 'a processor',
    pattern: /^[A-Za-z0-9_-]+$/,
    ...WORDS,
    max: Limits.lambdaFunctionNameCharacters,
    limit: 'lambdaFunctionNameCharacters',
    least: 'dynamoTableNameCharactersMin',
  },
  bus: {
    of: 'an event bus',
    pattern: /^[A-Za-z0-9./_-]+$/,
    forbidden: /[^A-Za-z0-9./_-]/gu,
    allowed: 'letters, digits, ., -, _ and /',
    max: Limits.eventBusNameCharacters,
  },
} as const satisfies Record<string, NameRule>;

/** What is wrong with a name. */
export interface NameProblem {
  readonly code: 'name-invalid' | 'name-too-long' | 'name-too-short' | 'name-empty' | 'placeholder';
  readonly message: string;
  readonly fix: string;
  /** A name that is taken, and nearest to what was meant. */
  readonly replacement?: string;
}

/** Checks a name against its rule; undefined where it is fine. */
export function nameProblem(rule: NameRule, name: string): NameProblem | undefined {
  if (name === '') {
    return {
      code: 'name-empty',
      message: `The name of ${rule.of} is empty.`,
      fix: `Give it a name of ${rule.allowed}.`,
    };
  }
  if (!rule.pattern.test(name)) return forbiddenCharacters(rule, name);
  if (name.length > rule.max) {
    const by = rule.limit === undefined ? '' : ` (${rule.limit})`;
    return {
      code: 'name-too-long',
      message: `The name of ${rule.of} has at most ${rule.max} characters${by}; this one has ${name.length}.`,
      fix: `Shorten it by ${name.length - rule.max}.`,
    };
  }
  if (rule.least !== undefined && name.length < Limits[rule.least]) {
    return {
      code: 'name-too-short',
      message: `The name of ${rule.of} has at least ${Limits[rule.least]} characters (${rule.least}); this one has ${name.length}.`,
      fix: 'Give it a longer one.',
    };
  }
  return undefined;
}

function forbiddenCharacters(rule: NameRule, name: string): NameProblem {
  const taken = rule.pattern.test('{eventType}') ? name.replaceAll('{eventType}', '') : name;
  const placeholder = /\{([^{}]*)\}/.exec(taken);
  if (placeholder !== null) {
    return {
      code: 'placeholder',
      message: `${placeholder[0]} cannot stand in the name of ${rule.of}.`,
      fix:
        placeholder[0] === '{eventType}'
          ? 'Only an SNS topic that gcx creates can be one for each event type: sns: { create: "name-{eventType}" }.'
          : 'The only placeholder is {eventType}, in the name of an SNS topic that gcx creates; a variable is written ${NAME}.',
    };
  }
  const signs = [...new Set(name.match(rule.forbidden) ?? [name[0] ?? ''])].map((sign) =>
    sign === ' ' ? 'a space' : `"${sign}"`,
  );
  const better = suggestion(rule, name);
  return {
    code: 'name-invalid',
    message: `The name of ${rule.of} cannot hold ${orList(signs)}.`,
    fix: `Use ${rule.allowed}${better === undefined ? '.' : `: ${better}`}`,
    ...(better === undefined ? {} : { replacement: better }),
  };
}

function suggestion(rule: NameRule, name: string): string | undefined {
  const fifo = rule.of === 'an SQS queue' && name.endsWith('.fifo') ? '.fifo' : '';
  const stem = fifo === '' ? name : name.slice(0, -fifo.length);
  const better = stem
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(rule.forbidden, '-')
    .replaceAll(/-{2,}/g, '-')
    .replaceAll(/^[-_]+|-+$/g, '');
  return better !== '' && rule.pattern.test(better + fifo) ? better + fifo : undefined;
}
