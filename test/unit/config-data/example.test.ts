import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../src/lib/base/json.js';
import { checkConfigText } from '../../../src/lib/language/config/check-text.js';

const EXAMPLE = readFileSync('.genesysrc.example.yml', 'utf8');
const SCHEMA = JSON.parse(readFileSync('config/genesysrc.schema.json', 'utf8')) as JsonObject;

/**
 * Keys that stand in a sentence of the example, as it writes them: a file with them has another shape, or their names are those of
 * AWS.
 */
const IN_SENTENCES: Readonly<Record<string, string>> = {
  'genesys.region': 'region: eu-west-1\n  environment',
  'genesys.integration.manage': 'integration: { suffix: prod, manage: false }',
  'genesys.format': 'format: com.genesys.cloud',
  'genesys.subscriptions': 'subscriptions: per-event-type',
  'genesys.exclusive': 'exclusive: true',
  'aws.bus': 'aws: { …, bus: NAME }',
  'logging.own': 'own: true',
  'formats.*.topicName': 'topicName: detail.topicName',
  'routes.*.pattern': 'pattern: { … }',
  'routes.*.format': 'format: acme',
  ...Object.fromEntries(
    ['Batch', 'RedshiftData', 'SageMakerPipeline', 'AppSync', 'RunCommand', 'Http'].map((of) => [
      `targets.*.parameters.${of}Parameters`,
      `${of}Parameters`,
    ]),
  ),
};

/** Values whose names are not keys of gcx: fields of events, tags, and what AWS calls the parameters of its services. */
const INNER =
  /^(?:environments|tags|.*\.(?:where|filter|pattern|source|environment|constant|headers|query|body)|targets\.\*\.parameters\.\w+)$/;

/** The keys of the schema, by their paths; `*` is any name, `[]` is an entry of a list. */
function keysOf(schema: JsonObject): readonly string[] {
  const keys = new Set<string>();
  const resolved = (node: JsonValue | undefined): JsonObject => {
    if (!isJsonObject(node)) return {};
    const { $ref: ref } = node;
    if (typeof ref !== 'string') return node;
    const steps = ref.split('/').slice(1);
    return resolved(
      steps.reduce<JsonValue | undefined>((at, name) => (isJsonObject(at) ? at[name] : undefined), schema),
    );
  };
  const visit = (given: JsonValue | undefined, path: string): void => {
    if (INNER.test(path)) return;
    const node = resolved(given);
    const { properties, additionalProperties, items } = node;
    const at = (name: string) => (path === '' ? name : `${path}.${name}`);
    for (const [name, each] of Object.entries(isJsonObject(properties) ? properties : {})) {
      if (name !== '$schema') keys.add(at(name));
      visit(each, at(name));
    }
    if (isJsonObject(additionalProperties)) visit(additionalProperties, at('*'));
    if (isJsonObject(items)) visit(items, at('[]'));
    for (const way of ['anyOf', 'oneOf', 'allOf']) {
      const variants = node[way];
      for (const each of Array.isArray(variants) ? variants : []) visit(each, path);
    }
  };
  visit(schema, '');
  // A secret is said in the same way wherever it is.
  return [...new Set([...keys].map((key) => key.replace(/\.auth\.\w+\.secret\./, '.auth.*.secret.')))];
}

/** Whether a file has a key. */
function has(value: JsonValue | undefined, [name, ...rest]: readonly string[]): boolean {
  if (name === undefined) return value !== undefined;
  if (name === '[]') return Array.isArray(value) && value.some((each) => has(each, rest));
  if (!isJsonObject(value)) return false;
  return name === '*' ? Object.values(value).some((each) => has(each, rest)) : has(value[name], rest);
}

/** A setting that is a comment: from `# key: …`, one space behind the `#`, to the last line that begins further right. */
interface Commented {
  readonly key: string;
  readonly indent: string;
  /** Counted from 0; `end` is the line behind it. */
  readonly start: number;
  readonly end: number;
}

const LINES = EXAMPLE.split('\n');

function commentedSettings(): readonly Commented[] {
  return LINES.flatMap((line, start) => {
    const [, indent, key] = /^( *)# ([\w-]+):(?: \S.*)?$/.exec(line) ?? [];
    if (indent === undefined || key === undefined || key === 'yaml-language-server') return [];
    const after = LINES.slice(start + 1).findIndex((each) => !each.startsWith(`${indent}#  `));
    return [{ key, indent, start, end: start + 1 + after }];
  });
}

/** The example with settings that are no comments any more, each in the place of the one beside it that says the same. */
function uncommented(settings: readonly Commented[]): string {
  const lines: (string | undefined)[] = [...LINES];
  for (const { key, indent, start, end } of settings) {
    // Upwards and downwards to where the map around it ends.
    const isOutside = (line: string) =>
      line.trim() !== '' && !line.trim().startsWith('#') && !line.startsWith(indent);
    const above = LINES.findLastIndex((line, index) => index < start && isOutside(line));
    const below = LINES.findIndex((line, index) => index >= end && isOutside(line));
    const same = LINES.findIndex(
      (line, index) =>
        index > above && (below === -1 || index < below) && line.startsWith(`${indent}${key}:`),
    );
    if (same !== -1) {
      const next = LINES.findIndex((line, index) => index > same && !line.startsWith(`${indent} `));
      lines.fill(undefined, same, next);
    }
    for (let index = start; index < end; index++) lines[index] = LINES[index]?.replace('# ', '');
  }
  return lines.filter((line) => line !== undefined).join('\n');
}

/** Settings that are of use only with another. */
const NEEDS: Readonly<Record<string, readonly string[]>> = {
  '# alarms': ['  # alarm-topic'],
  '  # alarm-topic': ['# alarms'],
  '    # expect': ['# alarms', '  # alarm-topic'],
  '      # reservedConcurrency': ['      # maximumConcurrency'],
};

const SETTINGS = commentedSettings();
/** Warnings that are right as long as nobody uses the setting. */
const UNUSED = ['unused-format'];

/** The example with a setting, what it needs, and a route to it where it is a target. */
function withSetting(setting: Commented): string {
  const nameOf = ({ key, indent }: Commented) => `${indent}# ${key}`;
  const needed = NEEDS[nameOf(setting)] ?? [];
  const text = uncommented([setting, ...SETTINGS.filter((each) => needed.includes(nameOf(each)))]);
  const isTarget =
    setting.indent === '  ' &&
    LINES.lastIndexOf('targets:', setting.start) > LINES.lastIndexOf('routes:', setting.start);
  if (!isTarget || needed.length > 0) return text;
  return text.replace(/^( +targets: \[(?=sales-topic).*)\]$/m, (line, start: string) =>
    line.includes(setting.key) ? line : `${start}, ${setting.key}]`,
  );
}

const VARIANTS = SETTINGS.map((setting) => ({ ...setting, text: withSetting(setting) }));

it('has each key of the schema, in a setting, in one that is a comment, or in a sentence', () => {
  const files = [EXAMPLE, ...VARIANTS.map(({ text }) => text)].map((text): JsonValue => parse(text));
  const lacking = keysOf(SCHEMA).filter((key) => !files.some((file) => has(file, key.split('.'))));
  expect(lacking.filter((key) => !(key in IN_SENTENCES))).toEqual([]);
  expect(
    Object.keys(IN_SENTENCES).filter((key) => !lacking.includes(key)),
    'they are settings',
  ).toEqual([]);
  expect(Object.values(IN_SENTENCES).filter((words) => !EXAMPLE.includes(words))).toEqual([]);
});

it('finds a key that the example does not have', () => {
  expect(keysOf({ properties: { a: { items: { properties: { b: {} } } } } })).toEqual(['a', 'a.[].b']);
  expect(has({ a: [{ c: 1 }] }, ['a', '[]', 'b'])).toBe(false);
  expect(has({ a: [{ c: 1 }, { b: 1 }] }, ['a', '[]', 'b'])).toBe(true);
});

describe('each setting that is a comment holds as soon as its # is taken away', () => {
  it.each(VARIANTS)('line $start: $key', ({ text }) => {
    const told = checkConfigText('it.yml', text).filter(({ code }) => !UNUSED.includes(code));
    expect(told.map(({ code, message }) => `${code}: ${message}`)).toEqual([]);
    expect(text).not.toBe(EXAMPLE);
  });
});
