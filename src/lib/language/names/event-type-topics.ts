/** In an SNS topic's name: replaced by the event type's short name. */
export const EVENT_TYPE_PLACEHOLDER = '{eventType}';

/** An SNS topic's name for one event type; SNS takes no dots, so characters outside `[A-Za-z0-9_-]` become `-`. */
export function fillTopicName(topicName: string, shortName: string): string {
  return topicName.replaceAll(EVENT_TYPE_PLACEHOLDER, shortName.replaceAll(/[^A-Za-z0-9_-]/g, '-'));
}
