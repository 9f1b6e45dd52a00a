import fc from 'fast-check';
import { expect, it } from 'vitest';
import { answeredWith } from '../../../../../src/lib/base/answers.js';
import type { JsonObject } from '../../../../../src/lib/base/json.js';
import type { Integration } from '../../../../../src/lib/clients/genesys/model.js';
import { isUntouchedHalf } from '../../../../../src/lib/engine/kinds/integration/untouched-half.js';

const mark = { project: 'shop', environment: 'test', organization: 'an-organization' };
const name = 'gcx shop/test (prod)';

/** An integration as Genesys Cloud answers right after it was made, but for what is given. */
function half(current: JsonObject = {}, part: Partial<Integration> & JsonObject = {}): Integration {
  const { notes, ...own } = part;
  const made = {
    id: 'i',
    name,
    intendedState: 'DISABLED' as const,
    reportedState: { code: 'INACTIVE' },
    ...own,
  };
  const empty = { name, version: 1, properties: {}, advanced: {}, credentials: {}, notes: '' };
  return answeredWith(made, {
    ...made,
    ...(notes === undefined ? {} : { notes }),
    config: { current: { ...empty, ...current } },
  });
}

const nothing = fc.constantFrom('', null, 'node_dynamodb_empty_string', [], {});
const something = fc.oneof(
  fc.constantFrom<JsonObject[string]>(0, false, true, ['v2.users.{id}.presence'], { a: 'b' }),
  fc.string({ minLength: 1 }).filter((text) => text !== 'node_dynamodb_empty_string'),
);

it('is one without any setting, however Genesys Cloud writes that there is none', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), nothing), nothing, (properties, notes) => {
      expect(isUntouchedHalf(half({ properties, notes }), mark, 'prod')).toBe(true);
    }),
  );
});

it('is none that anybody gave a setting or notes, enabled, or called otherwise', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('properties', 'advanced', 'credentials'),
      fc.string(),
      something,
      (part, key, value) => {
        expect(isUntouchedHalf(half({ [part]: { [key]: value } }), mark, 'prod')).toBe(false);
      },
    ),
  );
  for (const each of [
    half({ notes: 'Ask Kim first' }),
    half({}, { notes: 'Ask Kim first' }),
    half({}, { intendedState: 'ENABLED' }),
    half({}, { name: 'gcx shop/production (prod)' }),
    half({}, { name: 'gcx shop/test (other)' }),
  ])
    expect(isUntouchedHalf(each, mark, 'prod')).toBe(false);
});
