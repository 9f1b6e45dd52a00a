import { Limits } from '../../base/limits.js';
import { cutWithHash, toNameCharacters } from './rule-names.js';

/**
 * What the connection and the API destination of an `http` target are both called: after project, environment and target.
 * The project's prefix always stays whole: gcx finds by it what left the file.
 */
export function httpName(
  config: { readonly project: string; readonly environment: string },
  target: string,
): string {
  const environment = config.environment === 'default' ? [] : [config.environment];
  const full = [config.project, ...environment, target].join('-');
  return cutWithHash(toNameCharacters(full), Limits.apiDestinationNameCharacters);
}

/** A placeholder in the path of a URL, such as `{userId}`. */
const PLACEHOLDER = /\{([^{}]*)\}/g;

/** Names of the placeholders in a URL, in their order. */
export function placeholdersOf(url: string): readonly string[] {
  return [...url.matchAll(PLACEHOLDER)].map(([, name = '']) => name);
}

/** A URL as EventBridge takes it: a `*` stands for each part that comes from the event. */
export function endpointOf(url: string): string {
  return url.replaceAll(PLACEHOLDER, '*');
}
