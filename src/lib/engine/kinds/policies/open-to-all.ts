import { isJsonObject, type JsonObject, type JsonValue } from '../../../base/json.js';
import { texts } from './lets-in.js';

/**
 * The statements of a policy by which anybody may do something, in any account: they allow everybody, under no condition
 * that narrows that. A condition on encrypted transport narrows nothing.
 */
export function openToAll(statements: readonly JsonObject[]): readonly JsonObject[] {
  return statements.filter(
    ({ Effect, Principal, Condition }) =>
      Effect === 'Allow' && isEverybody(Principal) && !isNarrowed(Condition),
  );
}

function isEverybody(principal: JsonValue | undefined): boolean {
  return principal === '*' || (isJsonObject(principal) && texts(principal['AWS']).includes('*'));
}

function isNarrowed(condition: JsonValue | undefined): boolean {
  if (!isJsonObject(condition)) return false;
  return Object.values(condition).some(
    (keys) =>
      isJsonObject(keys) && Object.keys(keys).some((key) => key.toLowerCase() !== 'aws:securetransport'),
  );
}
