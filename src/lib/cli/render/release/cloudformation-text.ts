import { jsonText } from '../../../base/unprintable.js';
import { describedResources, type Release } from '../../../features/release/index.js';

/** What was released as a template of AWS CloudFormation, and what is imported with it. */
export interface ReleaseTemplate {
  readonly template: string;
  /** For `--resources-to-import` of `aws cloudformation create-change-set`. */
  readonly resources: string;
}

/** The template with all that was released on AWS, and the list by which CloudFormation imports it. */
export function releaseCloudFormation(release: Release): ReleaseTemplate {
  const { config } = release;
  const ids = new Set<string>();
  const described = describedResources(release).map((each) => ({
    ...each,
    id: unused(each.type, each.name, ids),
  }));
  const parameters = described.flatMap(({ parameters: given = [] }) => given);
  const template = {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: `What project ${config.project} (${config.environment}) owned, written by gcx (release)`,
    ...(parameters.length === 0
      ? {}
      : {
          Parameters: Object.fromEntries(
            parameters.map(({ name, description, secret }) => [
              name,
              { Type: 'String', Description: description, ...(secret ? { NoEcho: true } : {}) },
            ]),
          ),
        }),
    Resources: Object.fromEntries(
      described.map(({ id, type, properties }) => [
        id,
        // CloudFormation imports nothing without it, and deletes nothing with it.
        { Type: type, DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain', Properties: properties },
      ]),
    ),
  };
  const resources = described.map(({ id, type, identifier }) => ({
    ResourceType: type,
    LogicalResourceId: id,
    ResourceIdentifier: identifier,
  }));
  return { template: `${jsonText(template, 2)}\n`, resources: `${jsonText(resources, 2)}\n` };
}

/** A logical id: letters and digits, unique in the template. */
function unused(type: string, name: string, ids: Set<string>): string {
  const plain = `${type.slice(type.lastIndexOf(':') + 1)} ${name}`
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
    .slice(0, MOST_CHARACTERS);
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? plain : `${plain}${number}`;
    if (ids.has(id)) continue;
    ids.add(id);
    return id;
  }
}

/** Of a logical id (CloudFormation user guide: 255), with room for a number. */
const MOST_CHARACTERS = 240;
