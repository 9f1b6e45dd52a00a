import { gcxCommand } from '../../base/hints/gcx-command.js';
import { isJsonObject, type JsonValue } from '../../base/json.js';
import { SECRET_PREFIX } from '../../base/secret-variables.js';

/** Which environment variables hold the secrets of what the file says, a sentence each. */
export function secretNotes(inFile: JsonValue): readonly string[] {
  return variablesIn(inFile).map(
    (name) =>
      `Set the environment variable ${SECRET_PREFIX}${name} to the secret before "${gcxCommand('apply')}".`,
  );
}

function variablesIn(value: JsonValue): readonly string[] {
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    const env = key === 'secret' && isJsonObject(member) ? member['env'] : undefined;
    return typeof env === 'string' ? [env] : variablesIn(member);
  });
}
