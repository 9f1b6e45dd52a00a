import { isJsonObject, type JsonObject, type JsonValue } from '../../../base/json.js';
import { Limits } from '../../../base/limits.js';
import { catalogue } from '../../events/index.js';
import { GENESYS_ENVIRONMENTS } from '../../names/environments.js';
import { AWS_REGIONS } from './aws-regions.js';
import { LOG_RETENTION_DAYS } from './schema-retention.js';

/** A text with a variable in it, whose value an editor does not know. */
const WITH_VARIABLE: JsonObject = { type: 'string', pattern: '\\$\\{' };

/** How a duration is written as a text. */
const DURATION = '^\\s*(\\d+|(\\d+(\\.\\d+)?\\s*[smhdSMHD]\\s*)+)\\s*$';

/** Event types whose `where` is typed in most files; the fields of all others are many times as long. */
const COMPLETED = 'v2.detail.events.conversation.';

/** What an editor offers for a value, beside all else that is taken. */
function offered(words: readonly string[], ...others: readonly JsonObject[]): JsonObject {
  return { anyOf: [{ type: 'string', enum: [...words] }, ...others, WITH_VARIABLE] };
}

/** Where an editor offers and checks values that the schema of the file leaves to the checks, by path. */
export function editorValues(): ReadonlyMap<string, JsonObject> {
  const environments = GENESYS_ENVIRONMENTS.map(({ environment }) => environment);
  const regions = GENESYS_ENVIRONMENTS.map(({ region }) => region);
  // Addresses as people copy them, and any case: genesysEnvironment reads them.
  const copied: JsonObject = { type: 'string', pattern: '[A-Z/_]|^\\s|\\s$|^(api|login|apps)\\.' };
  const retention = (days: readonly number[]): JsonObject =>
    offered([...days.map((day) => `${day}d`), 'forever'], {
      type: 'string',
      pattern: '^\\s*(\\d+(\\.\\d+)?\\s*[smhdSMHD]\\s*)+$|^\\s*forever\\s*$',
    });
  return new Map([
    ['genesys.environment', offered([...environments, ...regions], copied)],
    ['genesys.region', offered([...regions, ...environments], copied)],
    ['aws.region', offered(AWS_REGIONS, { type: 'string', pattern: '^[a-z]{2,4}(-[a-z]+)+-\\d$' })],
    ['archive.retention', retention([7, 14, 30, 90, 180, 365])],
    ['logging.retention', retention(LOG_RETENTION_DAYS)],
    ['targets.*.processor.logs.retention', retention(LOG_RETENTION_DAYS)],
    ['targets.*.logGroup.retention', retention(LOG_RETENTION_DAYS)],
    ['targets.*.subscribers.*.filter', ref('filter')],
    ['routes.*.events.*', { anyOf: [ref('eventType'), { type: 'string', minLength: 1 }] }],
  ]);
}

/** A part of the schema that stands once, under `definitions`. */
export function ref(name: string): JsonObject {
  return { $ref: `#/definitions/${name}` };
}

/** What stands under `definitions`: event types, the values of each field, operators and conditions. */
export function editorDefinitions(): JsonObject {
  const { all } = catalogue();
  const known = all.filter(({ fieldsKnown }) => fieldsKnown);
  return {
    eventType: { type: 'string', enum: all.map(({ name }) => name) },
    // Their fields are known, so that a value that is not in the list is wrong.
    knownEventType: { type: 'string', enum: known.flatMap(({ name, template }) => [name, template]) },
    operator: OPERATOR,
    filterOperator: FILTER_OPERATOR,
    ...Object.fromEntries([...fieldValues()].map(([path, values]) => [valuesOf(path), offered(values)])),
    where: where({ closed: false, operator: 'operator' }),
    knownWhere: where({ closed: true, operator: 'operator' }),
    filter: {
      ...where({ closed: false, operator: 'filterOperator' }),
      minProperties: 1,
      maxProperties: FILTER_FIELDS,
    },
  };
}

function valuesOf(path: string): string {
  return `valuesOf.${path}`;
}

/** Durations as `duration` of the schema describes them: numbers and texts. */
export const DURATION_SCHEMA: readonly JsonObject[] = [
  { type: 'string', pattern: DURATION, examples: ['90s', '15m', '6h', '1d'] },
  WITH_VARIABLE,
  { type: 'number', minimum: 0, multipleOf: 1 },
];

/** Fields of a filter, at most: SNS multiplies their depths, which are 2 at least (what is sent is in the event's detail). */
const FILTER_FIELDS = Math.floor(Math.log2(Limits.snsFilterCombinations));

/** How conditions are written. */
interface Conditions {
  /** Whether a field takes its known values only; that holds where all event types of the route are known. */
  readonly closed: boolean;
  /** The definition of the operators that are taken. */
  readonly operator: 'operator' | 'filterOperator';
}

/** The conditions of a route, or of the filter of a subscriber. */
function where(conditions: Conditions): JsonObject {
  return {
    type: 'object',
    propertyNames: { type: 'string', not: { const: '$or' } },
    properties: Object.fromEntries(
      [...fieldValues().keys()].map((path) => [path, conditionOn(ref(valuesOf(path)), conditions)]),
    ),
    ...(conditions.closed ? {} : { additionalProperties: conditionOn({ type: 'string' }, conditions) }),
  };
}

/** A value, an operator, or a list of these. */
function conditionOn(value: JsonObject, { closed, operator }: Conditions): JsonObject {
  const other: readonly JsonObject[] = closed
    ? []
    : [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }];
  const one: readonly JsonObject[] = [value, ...other, ref(operator)];
  return { anyOf: [...one, { type: 'array', minItems: 1, items: { anyOf: [...one, { type: 'null' }] } }] };
}

const TEXTS: JsonObject = { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] };

const ONE_KEY: JsonObject = {
  type: 'object',
  minProperties: 1,
  maxProperties: 1,
  additionalProperties: false,
};

/** The operators that EventBridge and SNS have. */
const SHARED_OPERATORS: JsonObject = {
  prefix: {
    description: 'Begins with this: { prefix: "sales-" }',
    anyOf: [{ type: 'string' }, { type: 'object' }],
  },
  suffix: {
    description: 'Ends with this: { suffix: "-de" }',
    anyOf: [{ type: 'string' }, { type: 'object' }],
  },
  'equals-ignore-case': { description: 'In any case: { equals-ignore-case: "voice" }', type: 'string' },
  'anything-but': {
    description: 'All but these: { anything-but: [VOICE, CHAT] }',
    anyOf: [...anyOfTypes('string', 'number', 'object'), { type: 'array' }],
  },
  numeric: { description: 'In a range: { numeric: [">", 0, "<=", 100] }', type: 'array', minItems: 2 },
  exists: { description: 'Whether the field is there: { exists: true }', type: 'boolean' },
  cidr: { description: 'In a range of IP addresses: { cidr: "10.0.0.0/24" }', ...TEXTS },
};

/** One of EventBridge's operators. */
const OPERATOR: JsonObject = {
  ...ONE_KEY,
  properties: {
    ...SHARED_OPERATORS,
    wildcard: { description: '* stands for any characters: { wildcard: "sales*de" }', type: 'string' },
  },
};

/** One of SNS's operators: it has no wildcard (SNS developer guide, "Filter policy constraints"). */
const FILTER_OPERATOR: JsonObject = { ...ONE_KEY, properties: SHARED_OPERATORS };

function anyOfTypes(...types: readonly string[]): readonly JsonObject[] {
  return types.map((type) => ({ type }));
}

/** Levels of a field that are completed; who looks deeper reads the list of fields. */
const LEVELS = 2;

/** Fields that have a closed list of values in every event type that has them, with all these values. */
function fieldValues(): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, Set<string> | undefined>();
  for (const eventType of catalogue().all) {
    if (!eventType.template.startsWith(COMPLETED)) continue;
    for (const { path, enum: values } of catalogue().fields(eventType)) {
      if (path.split('.').length > LEVELS) continue;
      const known = found.has(path) ? found.get(path) : new Set<string>();
      found.set(
        path,
        values === undefined || known === undefined ? undefined : new Set([...known, ...values]),
      );
    }
  }
  return new Map(
    [...found].flatMap(([path, values]): [string, readonly string[]][] =>
      values === undefined ? [] : [[path, [...values]]],
    ),
  );
}

/** A schema with others in the places of a path; `*` stands for a name of the file's own and for an item. */
export function withSchemaAt(schema: JsonObject, path: readonly string[], value: JsonObject): JsonObject {
  const [step, ...rest] = path;
  if (step === undefined) return { ...value, ...described(schema) };
  const inside = (node: JsonValue | undefined): JsonValue =>
    isJsonObject(node) ? withSchemaAt(node, rest, value) : (node ?? {});
  if (step !== '*') {
    const properties = schema['properties'];
    if (!isJsonObject(properties)) return schema;
    return { ...schema, properties: { ...properties, [step]: inside(properties[step]) } };
  }
  const key = 'items' in schema ? 'items' : 'additionalProperties';
  return { ...schema, [key]: inside(schema[key]) };
}

function described({ description }: JsonObject): JsonObject {
  return description === undefined ? {} : { description };
}
