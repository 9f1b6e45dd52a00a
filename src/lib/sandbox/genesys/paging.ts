import type { JsonObject, JsonValue } from '../../base/json.js';
import type { SandboxRequest } from '../http.js';
import { badRequest } from './errors.js';

/** What a list call allows. */
export interface PageRules {
  /** Where the request names no pageSize. */
  readonly defaultSize: number;
  readonly maxSize: number;
  /** Pages beyond this are empty, without an error: that is how the platform answers. */
  readonly maxPages?: number;
}

function wholeNumber(request: SandboxRequest, name: string, fallback: number): number {
  const text = request.query.get(name);
  if (text === null) return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) {
    throw badRequest(`The value of the parameter ${name} must be a whole number of at least 1.`, {
      parameter: name,
    });
  }
  return value;
}

/** One page of a list as Genesys Cloud answers it, with its uris and counts. */
export function page(request: SandboxRequest, items: readonly JsonValue[], rules: PageRules): JsonObject {
  const pageSize = wholeNumber(request, 'pageSize', rules.defaultSize);
  if (pageSize > rules.maxSize) {
    throw badRequest(`The value of the parameter pageSize must not be greater than ${rules.maxSize}.`, {
      parameter: 'pageSize',
      maximum: String(rules.maxSize),
    });
  }
  const pageNumber = wholeNumber(request, 'pageNumber', 1);
  const reachable = rules.maxPages === undefined ? items : items.slice(0, rules.maxPages * pageSize);
  const pageCount = Math.max(1, Math.ceil(reachable.length / pageSize));
  const uri = (number: number): string => {
    const query = new URLSearchParams(request.query);
    query.set('pageNumber', String(number));
    query.set('pageSize', String(pageSize));
    return `${request.path}?${query.toString()}`;
  };
  return {
    entities: reachable.slice((pageNumber - 1) * pageSize, pageNumber * pageSize),
    pageSize,
    pageNumber,
    total: reachable.length,
    firstUri: uri(1),
    selfUri: uri(pageNumber),
    ...(pageNumber < pageCount ? { nextUri: uri(pageNumber + 1) } : {}),
    ...(pageNumber > 1 ? { previousUri: uri(pageNumber - 1) } : {}),
    lastUri: uri(pageCount),
    pageCount,
  };
}
