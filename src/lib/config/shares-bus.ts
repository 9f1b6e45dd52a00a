import { contentFor, environmentNames } from './environments.js';
import { replaceVariables, variableLookup } from './interpolate.js';
import { nodeAt, type SourceNode } from './source-node.js';

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Whether another environment of the file works on the same account, region and event bus. Variables that are not set
 * count as what they are called.
 */
export function sharesBus(root: SourceNode, environment: string, env: Env): boolean {
  const own = busOf(root, environment, env);
  return (environmentNames(root) ?? []).some(
    (other) => other !== environment && busOf(root, other, env) === own,
  );
}

function busOf(root: SourceNode, environment: string, env: Env): string {
  const content = contentFor(root, environment);
  const lookup = variableLookup(content, { environment, env });
  const text = (...path: readonly string[]): string => {
    const node = nodeAt(content, path);
    if (node?.kind !== 'scalar' || node.value === null) return '';
    return replaceVariables(typeof node.value === 'string' ? node.value : node.written, lookup);
  };
  const organization = text('genesys', 'organization').toLowerCase();
  const partner = `aws.partner/genesys.com/cloud/${organization}/${text('genesys', 'integration', 'suffix')}`;
  const bus = text('aws', 'bus');
  const name = bus === '' ? partner : bus;
  return JSON.stringify([text('aws', 'account'), text('aws', 'region'), name]);
}
