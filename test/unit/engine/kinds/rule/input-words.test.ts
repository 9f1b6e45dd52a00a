import { expect, it } from 'vitest';
import { inputWords } from '../../../../../src/lib/engine/kinds/rule/input-words.js';

const paths = { id: '$.detail.eventBody.conversationId', 'media.type': '$.detail.mediaType' };

it.each([
  ['{"conversation": <id>}', 'conversation: $.detail.eventBody.conversationId'],
  [
    '{"call": {"id": "<id>", "of": "call <id>, <media.type>"}}',
    'call.id: $.detail.eventBody.conversationId\ncall.of: call $.detail.eventBody.conversationId, $.detail.mediaType',
  ],
  ['{"all": <aws.events.event.json>}', 'all: <aws.events.event.json>'],
  ['"call <id>"', 'call $.detail.eventBody.conversationId'],
  ['{<id>: 1}', '$.detail.eventBody.conversationId: 1'],
  ['"one"\n"two <id>"', '"one"\n"two $.detail.eventBody.conversationId"'],
])('the template %s is told by its members', (template, words) => {
  expect(inputWords({ kind: 'template', template, paths })).toBe(words);
});

it('a path and a constant', () => {
  expect(inputWords({ kind: 'path', path: '$.detail' })).toBe('only $.detail');
  expect(inputWords({ kind: 'constant', json: '{"a":[1,"ü"]}' })).toBe('a: 1, ü');
  expect(inputWords({ kind: 'constant', json: 'no JSON' })).toBe('no JSON');
});
