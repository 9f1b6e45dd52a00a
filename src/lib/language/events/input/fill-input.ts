import type { JsonObject, JsonValue } from '../../../base/json.js';
import { atJsonPath } from './json-path.js';
import { readJsonValues } from './json-values.js';
import type { FilledInput, InputOrigin, TargetInput } from './model.js';
import { type Placeholder, parseTemplate, replacePlaceholders } from './template.js';

/**
 * What EventBridge sends to a target for an event. The rules are recorded on AWS (radkawar/stackd and LocalStack, 2024
 * to 2026); of a text among the values none but an object template escapes anything.
 */
export function fillInput(input: TargetInput, event: JsonObject, origin: InputOrigin): FilledInput {
  switch (input.kind) {
    case 'constant':
      return filledTo(input.json);
    case 'path': {
      const value = input.path === '' ? undefined : atJsonPath(event, input.path);
      return { kind: 'sent', text: JSON.stringify(value ?? {}) };
    }
    case 'template': {
      const template = parseTemplate(input.template);
      const write = template.object ? inObject : inText;
      const predefined = predefinedValues(event, origin);
      const text = replacePlaceholders(template, (placeholder) => {
        const { name } = placeholder;
        if (Object.hasOwn(predefined, name)) return write(predefined[name], placeholder);
        const path =
          input.paths !== undefined && Object.hasOwn(input.paths, name) ? input.paths[name] : undefined;
        // What nothing fills stays as it is written.
        if (path === undefined) return `<${name}>`;
        return write(atJsonPath(event, path), placeholder);
      });
      return filledTo(text);
    }
  }
}

function filledTo(text: string): FilledInput {
  const read = readJsonValues(text);
  if (!read.valid) return { kind: 'broken', text };
  return read.values.length === 0 ? { kind: 'nothing' } : { kind: 'sent', text };
}

/** In a template that begins with `{`: JSON; within quotes a text is escaped, and an object or list is not. */
function inObject(value: JsonValue | undefined, { quoted }: Placeholder): string {
  if (value === undefined) return quoted ? '' : '""';
  const json = JSON.stringify(value);
  return quoted && typeof value === 'string' ? json.slice(1, -1) : json;
}

/** In any other: a text as it is, and of an object or list its JSON without any of the quotes. */
function inText(value: JsonValue | undefined): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value).replaceAll('"', '');
}

function predefinedValues(
  event: JsonObject,
  { ruleArn, ruleName, ingested }: InputOrigin,
): Readonly<Record<string, JsonValue>> {
  return {
    'aws.events.rule-arn': ruleArn,
    'aws.events.rule-name': ruleName,
    'aws.events.event.ingestion-time': new Date(ingested).toISOString(),
    'aws.events.event': withoutDetail(event),
    'aws.events.event.json': event,
  };
}

/** An event as `<aws.events.event>` writes it: names, order and time of a form that is older than events are. */
function withoutDetail(event: JsonObject): JsonObject {
  const { time } = event;
  const moment = typeof time === 'string' ? Date.parse(time) : Number.NaN;
  const members: readonly (readonly [string, JsonValue | undefined])[] = [
    ['id', event['id']],
    ['account', event['account']],
    ['detailType', event['detail-type']],
    ['time', Number.isNaN(moment) ? time : moment],
    ['source', event['source']],
    ['region', event['region']],
    ['resources', event['resources']],
    ['version', event['version']],
  ];
  return Object.fromEntries(
    members.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
}
