import { createHash } from 'node:crypto';
import type { Tags } from '../../../clients/aws/tags-model.js';
import type { Config } from '../../../language/config/model.js';

/** Whose a resource is: unless all three match, it is not ours. */
export interface Mark {
  readonly project: string;
  readonly environment: string;
  /** The Genesys organization's id. */
  readonly organization: string;
}

/** Keys of the tags that carry the mark on AWS, the route on rules, and the target on a processor's things. */
export const TagKey = {
  project: 'genesys-gcx:project',
  environment: 'genesys-gcx:environment',
  organization: 'genesys-gcx:organization',
  route: 'genesys-gcx:route',
  processor: 'genesys-gcx:processor',
} as const;

/** The mark of a file's project in the chosen environment. */
export function markOf(config: Config): Mark {
  return {
    project: config.project,
    environment: config.environment,
    organization: config.genesys.organization,
  };
}

/** The mark as tags. */
export function markTags(mark: Mark): Tags {
  return {
    [TagKey.project]: mark.project,
    [TagKey.environment]: mark.environment,
    [TagKey.organization]: mark.organization,
  };
}

/** Whether tags carry exactly this mark. */
export function isOurs(tags: Tags, mark: Mark): boolean {
  return Object.entries(markTags(mark)).every(([key, value]) => tags[key] === value);
}

/** Whether tags carry nobody's mark, as those of a thing that was released. */
export function isFree(tags: Tags): boolean {
  return tags[TagKey.project] === undefined;
}

/** Who the tags say that the resource belongs to, for a message: another gcx project or environment, or nobody gcx knows. */
export function ownerInWords(tags: Tags, mark: Mark): string {
  const project = tags[TagKey.project];
  if (project === undefined) return 'it carries no mark of gcx';
  const environment = tags[TagKey.environment] ?? 'default';
  const organization = tags[TagKey.organization] ?? 'unknown';
  return belongsTo({ project, environment, organization }, mark);
}

/** Whose a thing is that carries another mark, as a sentence goes on. */
export function belongsTo({ project, environment, organization }: Mark, mark: Mark): string {
  return project === mark.project && organization === mark.organization
    ? `it belongs to environment ${environment} of this project`
    : `it belongs to project ${project}, environment ${environment}, organization ${organization}`;
}

/**
 * The id of this project and environment's one statement in a resource policy (`Sid`). Letters and digits only,
 * as IAM wants; a hash keeps `a-b` and `ab` apart.
 */
export function statementId(mark: Mark, purpose = ''): string {
  const words = `${mark.project} ${mark.environment}`
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
    .slice(0, 60);
  const hash = shortHash(`${mark.project}\n${mark.environment}\n${mark.organization}\n${purpose}`);
  return `GenesysGcx${words}${hash}`;
}

/** The first 8 hex digits of a text's SHA-256. */
export function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
