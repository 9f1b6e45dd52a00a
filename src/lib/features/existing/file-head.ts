import { isMap, parseDocument } from 'yaml';

/** What an export writes itself. */
const WRITTEN = ['targets', 'routes', 'defaults'] as const;

/**
 * The user's file without its targets, routes and defaults, in all environments; comments stay.
 * @param bus another bus than the file's: it takes the place of the integration
 */
export function fileHead(text: string, bus: string | undefined): string {
  const document = parseDocument(text, { prettyErrors: false });
  if (isMap(document.contents)) document.contents.flow = false;
  const environments = document.get('environments');
  const names = isMap(environments) ? environments.items.map(({ key }) => String(key)) : [];
  for (const path of [[], ...names.map((name) => ['environments', name])]) {
    if (!isMap(path.length === 0 ? document.contents : document.getIn(path))) continue;
    for (const key of WRITTEN) document.deleteIn([...path, key]);
    if (bus === undefined) continue;
    // What a bus logs is a setting of the whole of it, which others look after.
    document.deleteIn([...path, 'logging']);
    if (document.hasIn([...path, 'genesys', 'integration']))
      document.deleteIn([...path, 'genesys', 'integration']);
    // So is its key.
    if (document.hasIn([...path, 'aws', 'busKey'])) document.deleteIn([...path, 'aws', 'busKey']);
    if (path.length === 0) document.setIn(['aws', 'bus'], bus);
    else if (document.hasIn([...path, 'aws', 'bus'])) document.deleteIn([...path, 'aws', 'bus']);
  }
  return `${document.toString({ lineWidth: 0 }).trimEnd()}\n`;
}
