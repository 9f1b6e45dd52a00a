import { contentFor, environmentNames } from '../document/environments.js';
import type { GivenVariables } from '../document/given-variables.js';
import { replaceVariables, variableLookup } from '../document/interpolate.js';
import { nodeAt, type SourceNode } from '../document/source-node.js';
import { PER_EVENT_TYPE } from '../schema/gateway-format.js';

/**
 * Whether another environment of the file works on the same account, region and event bus. Variables that are not given
 * count as what they are called.
 */
export function sharesBus(root: SourceNode, environment: string, given: GivenVariables): boolean {
  const own = busOf(root, environment, given);
  return (environmentNames(root) ?? []).some(
    (other) => other !== environment && busOf(root, other, given) === own,
  );
}

/**
 * The other environments of the file that subscribe event types at the same gateway: that of the same organization, in
 * the same Genesys Cloud environment. Empty where this one does not.
 */
export function sharingGateway(
  root: SourceNode,
  environment: string,
  given: GivenVariables,
): readonly string[] {
  const own = gatewayOf(root, environment, given);
  if (own === undefined) return [];
  return (environmentNames(root) ?? []).filter(
    (other) => other !== environment && gatewayOf(root, other, given) === own,
  );
}

function gatewayOf(root: SourceNode, environment: string, given: GivenVariables): string | undefined {
  const text = textsOf(root, environment, given);
  if (text('genesys', 'subscriptions') !== PER_EVENT_TYPE) return undefined;
  const place = [text('genesys', 'environment'), text('genesys', 'region')];
  return JSON.stringify([...place, text('genesys', 'organization').toLowerCase()]);
}

/** Reads texts of an environment's content; empty where there is none. */
function textsOf(
  root: SourceNode,
  environment: string,
  given: GivenVariables,
): (...path: readonly string[]) => string {
  const content = contentFor(root, environment);
  const lookup = variableLookup(content, { environment, given });
  return (...path) => {
    const node = nodeAt(content, path);
    if (node?.kind !== 'scalar' || node.value === null) return '';
    return replaceVariables(typeof node.value === 'string' ? node.value : node.written, lookup);
  };
}

function busOf(root: SourceNode, environment: string, given: GivenVariables): string {
  const text = textsOf(root, environment, given);
  const organization = text('genesys', 'organization').toLowerCase();
  const partner = `aws.partner/genesys.com/cloud/${organization}/${text('genesys', 'integration', 'suffix')}`;
  const bus = text('aws', 'bus');
  const name = bus === '' ? partner : bus;
  return JSON.stringify([text('aws', 'account'), text('aws', 'region'), name]);
}
