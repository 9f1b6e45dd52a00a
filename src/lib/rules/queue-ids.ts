const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;
/** The fields that hold queue ids: one, a list of them, or a topic of queues. */
const places = /"queueId"\s*:\s*(?:\[[^\]]*\]|"[^"]*")|v2\.[a-z]+\.queues?\.[0-9a-f-]{36}/gi;

/** The ids of queues that a pattern or an event names, given its JSON. */
export function queueIdsIn(json: string): readonly string[] {
  return (json.match(places) ?? []).flatMap((place) => place.match(uuid) ?? []);
}
