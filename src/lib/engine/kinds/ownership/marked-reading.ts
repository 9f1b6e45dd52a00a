import { ExitCode } from '../../../base/exit-codes.js';
import { GcxError } from '../../../base/gcx-error.js';
import type { Tags } from '../../../clients/aws/tags-model.js';
import type { Config } from '../../../language/config/model.js';
import { parseArn } from '../../../language/names/arn.js';
import type { Reading } from '../door/reading.js';
import { markTags } from './mark.js';

/** What carries the mark in tags that can be searched for. */
export interface MarkedRead {
  /**
   * Tags by ARN, of the file's account and region. It is trusted for what is in it; what it lacks can be ours all the
   * same, as the search lags behind and not every endpoint lists every type (facts/aws.md): that is asked singly.
   */
  readonly marked: ReadonlyMap<string, Tags>;
  /** True where these credentials may not search: what left the file and is nowhere named is not found. */
  readonly unsearchable?: boolean;
}

/** Finds what carries the mark, wherever it is, in pages of 100 with all tags. */
export const markedReading: Reading<MarkedRead> = {
  name: 'marked',
  waitsFor: [],
  async read({ config, mark, tagTypes }, _needs, { aws }) {
    try {
      const found = await aws.tagging.find(markTags(mark), tagTypes);
      return { marked: new Map([...found].filter(([arn]) => isHere(config, arn))) };
    } catch (error) {
      if (error instanceof GcxError && error.exitCode === ExitCode.denied)
        return { marked: new Map(), unsearchable: true };
      throw error;
    }
  },
  // What each is, is read on its own.
  digest: () => ({}),
};

/** Whether an ARN is of the file's account and region: what lies elsewhere cannot be read with these credentials. */
export function isHere(config: Config, arn: string): boolean {
  const parts = parseArn(arn);
  return parts?.account === config.aws.account && parts.region === config.aws.region;
}
