import { belongsTo, type Mark } from './mark.js';

/**
 * The mark as it stands in the description of what AWS gives no tags: archives and replays. None of its parts can hold
 * a slash or a bracket.
 */
export function descriptionMark({ project, environment, organization }: Mark): string {
  return `[genesys-gcx:${project}/${environment}/${organization}]`;
}

/** Stands behind the mark of what `gcx adopt` took ownership of: it is deleted only with --force. */
const ADOPTED = '[genesys-gcx-adopted]';

/** The description of something that is adopted. */
export function adoptedDescription(description: string): string {
  return `${description} ${ADOPTED}`;
}

/** Whether a description says that people made what gcx owns, and that it was adopted. */
export function isAdoptedByDescription(description: string): boolean {
  return description.includes(ADOPTED);
}

/** A description that no longer says so. */
export function withoutAdopted(description: string): string {
  return description.replace(` ${ADOPTED}`, '').replace(ADOPTED, '');
}

/** Whether a description carries exactly this mark. */
export function isMarkedBy(description: string, mark: Mark): boolean {
  return description.includes(descriptionMark(mark));
}

/** The parts of the mark in a description, this project's or another's; undefined where it carries none. */
export function describedParts(description: string): Mark | undefined {
  const [, project, environment, organization] =
    /\[genesys-gcx:([^/\]]+)\/([^/\]]+)\/([^/\]]+)\]/.exec(description) ?? [];
  return project === undefined || environment === undefined || organization === undefined
    ? undefined
    : { project, environment, organization };
}

/** Who a description says that the thing belongs to: another gcx project or environment, or nobody gcx knows. */
export function describedOwner(description: string, mark: Mark): string {
  const found = describedParts(description);
  if (found === undefined) return 'its description carries no mark of gcx';
  return belongsTo(found, mark);
}
