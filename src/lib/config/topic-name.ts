/** In the name of an SNS topic that gcx creates: replaced by the short name of each event type of the route. */
export const EVENT_TYPE_PLACEHOLDER = '{eventType}';

/** The topic's name for one event type; SNS takes no dots, so characters outside `[A-Za-z0-9_-]` become `-`. */
export function fillTopicName(topicName: string, shortName: string): string {
  return topicName.replaceAll(EVENT_TYPE_PLACEHOLDER, shortName.replaceAll(/[^A-Za-z0-9_-]/g, '-'));
}
