import type { Tags } from '../../../clients/aws/tags-model.js';
import { describedParts } from '../ownership/description-mark.js';
import { type Mark, TagKey } from '../ownership/mark.js';

/** What EventBridge calls the rule that fills an archive: this and the archive's name (recorded/archives-replays). */
export const ARCHIVE_RULE_PREFIX = 'Events-Archive-';

/** On the rules of `gcx tail`. */
const TAIL_TAG = 'genesys-gcx:tail';

/** The archive that a managed rule fills; undefined where it fills none. */
export function archiveOfRule(rule: {
  readonly name: string;
  readonly managedBy?: string;
}): string | undefined {
  return rule.managedBy !== undefined && rule.name.startsWith(ARCHIVE_RULE_PREFIX)
    ? rule.name.slice(ARCHIVE_RULE_PREFIX.length)
    : undefined;
}

/** Whose something is by its tags, in a few words; undefined where they do not say it. */
export function ownerByTags(tags: Tags, mark: Mark): string | undefined {
  const {
    [TagKey.project]: project,
    [TagKey.environment]: environment,
    [TagKey.organization]: organization,
  } = tags;
  if (tags[TAIL_TAG] !== undefined) return 'gcx tail';
  return project === undefined ? undefined : ownerWords({ project, environment, organization }, mark);
}

/** Whose something is by its description, in a few words; undefined where it does not say it. */
export function ownerByDescription(description: string, mark: Mark): string | undefined {
  const parts = describedParts(description);
  return parts === undefined ? undefined : ownerWords(parts, mark);
}

function ownerWords(
  parts: {
    readonly project: string;
    readonly environment: string | undefined;
    readonly organization: string | undefined;
  },
  mark: Mark,
): string {
  const { project, environment = 'default', organization } = parts;
  const elsewhere =
    organization === undefined || organization === mark.organization ? '' : `, organization ${organization}`;
  return `project ${project}, environment ${environment}${elsewhere}`;
}
