/** The shapes of the values that Genesys Cloud puts into the envelope of its events. */

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;
const partnerSource = /^aws\.partner\/genesys\.com\/cloud\/([^/]+)\/(.+)$/;

/** Whether a text is one UUID. */
export function isUuid(text: string): boolean {
  return text.replace(uuid, '') === '' && text !== '';
}

/** A topic name with `{id}` in place of every UUID: what stands in `detail-type`. */
export function templateOf(topicName: string): string {
  return topicName.replace(uuid, '{id}');
}

/** Whether a topic name is a case of a template: `{id}` stands for one segment without dots. */
export function fitsTemplate(topicName: string, template: string): boolean {
  const names = topicName.split('.');
  const segments = template.split('.');
  return (
    names.length === segments.length &&
    segments.every((segment, at) => (segment === '{id}' ? names[at] !== '' : segment === names[at]))
  );
}

/** The organization's id and the suffix of a Genesys partner event source; undefined for any other source. */
export function partnerSourceOf(
  source: string,
): { readonly organizationId: string; readonly suffix: string } | undefined {
  const [, organizationId, suffix] = partnerSource.exec(source) ?? [];
  return organizationId === undefined || suffix === undefined ? undefined : { organizationId, suffix };
}
