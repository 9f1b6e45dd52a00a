import { Limits } from '../../base/limits.js';
import { cutWithHash, toNameCharacters } from './rule-names.js';

/**
 * What the connection and the API destination of an `http` target are both called, where the file gives them no names:
 * after project, environment and target.
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

/** The target that gcx would give such a name to; undefined: none. */
export function shortHttpName(config: Parameters<typeof httpName>[0], name: string): string | undefined {
  const target = name.slice(httpName(config, '').length);
  return target !== '' && httpName(config, target) === name ? target : undefined;
}

/** What of an `http` target its names on AWS are made of. */
export interface EndpointNaming {
  /** Of the target in the file. */
  readonly name: string;
  /** Of the API destination, where the file says it. */
  readonly destinationName?: string;
  /** Of the connection, where the file says it. */
  readonly connectionName?: string;
}

/** What the API destination of an `http` target is called: as the file says, or {@link httpName}. */
export function destinationNameOf(config: Parameters<typeof httpName>[0], target: EndpointNaming): string {
  return target.destinationName ?? httpName(config, target.name);
}

/** What the connection of an `http` target is called: as the file says, or as its API destination. */
export function connectionNameOf(config: Parameters<typeof httpName>[0], target: EndpointNaming): string {
  return target.connectionName ?? destinationNameOf(config, target);
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
