import { catalogue } from './catalogue.js';

/**
 * Short name of an event type, by its template: the catalog's, else the template without version and ids.
 * @example eventTypeName('v2.detail.events.conversation.{id}.acd.end') // 'conversation.acd.end'
 */
export function eventTypeName(template: string): string {
  return catalogue().find(template)?.name ?? template.replace(/^v2\./, '').replaceAll('.{id}', '');
}
