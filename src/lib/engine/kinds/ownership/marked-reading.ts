import { ExitCode } from '../../../base/exit-codes.js';
import { GcxError } from '../../../base/gcx-error.js';
import type { Tags } from '../../../clients/aws/tags-model.js';
import type { Config } from '../../../language/config/model.js';
import { parseArn } from '../../../language/names/arn.js';
import type { Reading } from '../door/reading.js';
import { isOurs, markTags, TagKey } from './mark.js';

/** What carries the mark in tags that can be searched for. */
export interface MarkedRead {
  /**
   * Tags by ARN, of the file's account and region. It is trusted for what is in it; what it lacks can be ours all the
   * same, as the search lags behind and not every endpoint lists every type (facts/aws.md): that is asked singly.
   * Undefined where each is to be asked.
   */
  readonly marked: ReadonlyMap<string, Tags | undefined>;
  /**
   * How many things of the file's account and region carry the mark of another environment of the same project and
   * organization, by environment: those that the same search finds.
   */
  readonly otherEnvironments: ReadonlyMap<string, number>;
  /** True where these credentials may not search: what left the file and is nowhere named is not found. */
  readonly unsearchable?: boolean;
}

/** Finds what the project made in any of its environments, wherever it is, in pages of 100 with all tags. */
export const markedReading: Reading<MarkedRead> = {
  name: 'marked',
  waitsFor: [],
  unread: {
    live: { marked: new Map(), otherEnvironments: new Map() },
    of: 'what gcx made, by its tags',
    kinds: [],
  },
  async read({ config, mark, tagTypes, freshTags }, _needs, { aws }) {
    try {
      const { [TagKey.environment]: _any, ...ofProject } = markTags(mark);
      const found = [...(await aws.tagging.find(ofProject, tagTypes))].filter(([arn]) => isHere(config, arn));
      const others = found.flatMap(([, { [TagKey.environment]: environment }]) =>
        environment === undefined || environment === mark.environment ? [] : [environment],
      );
      return {
        marked: new Map(
          found
            .filter(([, tags]) => isOurs(tags, mark))
            .map(([arn, tags]) => [arn, freshTags === true ? undefined : tags]),
        ),
        otherEnvironments: counts(others),
      };
    } catch (error) {
      if (error instanceof GcxError && error.exitCode === ExitCode.denied)
        return { marked: new Map(), otherEnvironments: new Map(), unsearchable: true };
      throw error;
    }
  },
  rights: () => [
    {
      actions: ['tag:GetResources'],
      on: ['*'],
      why: 'find by their tags the things that it made',
      without:
        'gcx does not find resources that were removed from the file and that nothing else refers to. They stay on AWS, and the plan says so.',
    },
  ],
  // What each is, is read on its own.
  digest: () => ({}),
};

function counts(items: readonly string[]): ReadonlyMap<string, number> {
  const counted = new Map<string, number>();
  for (const item of items) counted.set(item, (counted.get(item) ?? 0) + 1);
  return counted;
}

/** Whether an ARN is of the file's account and region: what lies elsewhere cannot be read with these credentials. */
export function isHere(config: Config, arn: string): boolean {
  const parts = parseArn(arn);
  return parts?.account === config.aws.account && parts.region === config.aws.region;
}
