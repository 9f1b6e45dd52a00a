import { isJsonObject, type JsonObject, type JsonValue } from '../../../base/json.js';
import { ownValue } from '../../../base/own-value.js';
import { escapeXml, toXml } from './query.js';

/** Flattened lists of SQS's query protocol, by the member they become. */
const LISTS: Readonly<Record<string, string>> = {
  AttributeName: 'AttributeNames',
  MessageAttributeName: 'MessageAttributeNames',
  MessageSystemAttributeName: 'MessageSystemAttributeNames',
  TagKey: 'TagKeys',
  SendMessageBatchRequestEntry: 'Entries',
  DeleteMessageBatchRequestEntry: 'Entries',
  ChangeMessageVisibilityBatchRequestEntry: 'Entries',
};

/** Flattened maps, with the names of their keys and values. */
const MAPS: Readonly<Record<string, { member: string; key: string; value: string }>> = {
  Attribute: { member: 'Attributes', key: 'Name', value: 'Value' },
  Tag: { member: 'Tags', key: 'Key', value: 'Value' },
  MessageAttribute: { member: 'MessageAttributes', key: 'Name', value: 'Value' },
  MessageSystemAttribute: { member: 'MessageSystemAttributes', key: 'Name', value: 'Value' },
};

/** A request of SQS's old query protocol in the members of its JSON protocol. `path` is the request's, often the queue's. */
export function fromSqsQuery(input: JsonObject, path: string): JsonObject {
  const result: Record<string, JsonValue> = {};
  for (const [name, value] of Object.entries(input)) {
    const list = ownValue(LISTS, name);
    const map = ownValue(MAPS, name);
    const entries: readonly JsonValue[] = Array.isArray(value) ? value : [value];
    if (list !== undefined)
      result[list] = entries.map((entry) => (isJsonObject(entry) ? fromSqsQuery(entry, '') : entry));
    else if (map !== undefined) {
      result[map.member] = Object.fromEntries(
        entries.filter(isJsonObject).map((entry) => [String(entry[map.key] ?? ''), entry[map.value] ?? '']),
      );
    } else result[name] = value;
  }
  if (result['QueueUrl'] === undefined && path.split('/').filter((part) => part !== '').length === 2) {
    result['QueueUrl'] = path;
  }
  return result;
}

/** Members of SQS's answers that are lists, with the element that each entry becomes. */
const ANSWER_LISTS: Readonly<Record<string, string>> = {
  QueueUrls: 'QueueUrl',
  queueUrls: 'QueueUrl',
  Messages: 'Message',
  Failed: 'BatchResultErrorEntry',
};

const SUCCESSES: Readonly<Record<string, string>> = {
  SendMessageBatch: 'SendMessageBatchResultEntry',
  DeleteMessageBatch: 'DeleteMessageBatchResultEntry',
  ChangeMessageVisibilityBatch: 'ChangeMessageVisibilityBatchResultEntry',
};

const ANSWER_MAPS: Readonly<Record<string, { element: string; key: string; value: string }>> = {
  Attributes: { element: 'Attribute', key: 'Name', value: 'Value' },
  Tags: { element: 'Tag', key: 'Key', value: 'Value' },
  MessageAttributes: { element: 'MessageAttribute', key: 'Name', value: 'Value' },
};

/** An answer of SQS as the XML inside its query protocol's result. */
export function toSqsXml(action: string, result: JsonObject): string {
  return Object.entries(result)
    .map(([name, value]) => memberXml(action, name, value))
    .join('');
}

function memberXml(action: string, name: string, value: JsonValue): string {
  const element = name === 'Successful' ? SUCCESSES[action] : ownValue(ANSWER_LISTS, name);
  if (element !== undefined && Array.isArray(value)) {
    return value
      .map((entry: JsonValue) => {
        const inner = isJsonObject(entry) ? toSqsXml(action, entry) : escapeXml(String(entry));
        return `<${element}>${inner}</${element}>`;
      })
      .join('');
  }
  const map = ownValue(ANSWER_MAPS, name);
  if (map !== undefined && isJsonObject(value)) {
    return Object.entries(value)
      .map(
        ([key, entry]) => `<${map.element}>${toXml(map.key, key)}${toXml(map.value, entry)}</${map.element}>`,
      )
      .join('');
  }
  return toXml(name, value);
}
