/** How a file says that event types are subscribed one by one at a gateway, not in Genesys Cloud's integration. */
export const PER_EVENT_TYPE = 'per-event-type';

/** The format of such a gateway's events where the file names none. */
const GATEWAY_FORMAT = 'genesyscloud';

/** The name of the format of the routes that name none; undefined: `partner`. */
export function fileFormatName(genesys: {
  readonly format?: string | undefined;
  readonly subscriptions?: string | undefined;
}): string | undefined {
  return genesys.format ?? (genesys.subscriptions === PER_EVENT_TYPE ? GATEWAY_FORMAT : undefined);
}
