import { answerOf } from '../../../base/answers.js';
import { isJsonObject, type JsonValue } from '../../../base/json.js';
import type { Integration } from '../../../clients/genesys/model.js';
import type { Mark } from '../ownership/mark.js';
import { isHalfMade } from './integration-identity.js';

/** As Genesys Cloud shows an empty text (facts: its store cannot hold one). */
const EMPTY_TEXT = 'node_dynamodb_empty_string';

/**
 * Whether an integration is one that gcx began for this mark and suffix, and that nobody has touched since: of exactly the
 * name that gcx gives, not enabled, without any setting and without notes. Our record is written with the first settings,
 * so one that has any is either configured or somebody else's.
 */
export function isUntouchedHalf(integration: Integration, mark: Mark, suffix: string): boolean {
  if (!isHalfMade(integration, mark, suffix)) return false;
  if (integration.config !== undefined || integration.intendedState !== 'DISABLED') return false;
  const answer = answerOf(integration) ?? {};
  const current = at(at(answer, 'config'), 'current');
  return (
    isEmpty(at(answer, 'notes')) &&
    isEmpty(at(current, 'notes')) &&
    ['properties', 'advanced', 'credentials'].every((part) => isEmpty(at(current, part)))
  );
}

function at(value: unknown, key: string): JsonValue | undefined {
  return isJsonObject(value) ? value[key] : undefined;
}

/** No value, or one that holds nothing but such. */
function isEmpty(value: JsonValue | undefined): boolean {
  if (value === undefined || value === null || value === '' || value === EMPTY_TEXT) return true;
  return typeof value === 'object' && Object.values(value).every(isEmpty);
}
