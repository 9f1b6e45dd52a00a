import type { JsonObject } from '../../../../base/json.js';
import type { Constraints } from '../../constraints.js';
import { textMap, texts } from '../../input.js';
import { HEADER_KEY, HEADER_VALUE, QUERY_KEY, QUERY_VALUE } from './http-forms.js';

/** ARN of an API destination, as AWS's model has it. */
const DESTINATION_ARN =
  /^arn:aws[a-z-]*:events:[a-z\d-]*:(?:\d{12})?:api-destination\/[.\-_A-Za-z0-9]+\/[-A-Za-z0-9]+$/;

/** Whether an ARN names an API destination, in full. */
export function isDestinationArn(arn: string): boolean {
  return DESTINATION_ARN.test(arn);
}

/** Checks a target's `HttpParameters`. [?] How AWS words what is wrong of a map's keys and values was not recorded. */
export function checkHttpParameters(
  path: string,
  given: JsonObject | undefined,
  constraints: Constraints,
): void {
  if (given === undefined) return;
  for (const [index, value] of texts(given, 'PathParameterValues').entries())
    constraints.text(`${path}.pathParameterValues.${index + 1}.member`, value, {
      pattern: '^(?!\\s*$).+',
    });
  for (const [member, key, value] of [
    ['headerParameters', HEADER_KEY, HEADER_VALUE],
    ['queryStringParameters', QUERY_KEY, QUERY_VALUE],
  ] as const) {
    const name = `${member.charAt(0).toUpperCase()}${member.slice(1)}`;
    for (const [named, text] of Object.entries(textMap(given, name) ?? {}))
      constraints
        .text(`${path}.${member}.key`, named, key)
        .text(`${path}.${member}.${named}.member`, text, value);
  }
}
