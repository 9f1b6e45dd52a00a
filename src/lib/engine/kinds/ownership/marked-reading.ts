import type { Config } from '../../../language/config/model.js';
import { parseArn } from '../../../language/names/arn.js';
import type { Reading } from '../door/reading.js';
import { markTags } from './mark.js';

/** What carries the mark in tags that can be searched for. */
export interface MarkedRead {
  /** ARNs, of the file's account and region. */
  readonly marked: readonly string[];
}

/** Finds what carries the mark, wherever it is. */
export const markedReading: Reading<MarkedRead> = {
  name: 'marked',
  waitsFor: [],
  async read({ config, mark, tagTypes }, _needs, { aws }) {
    const found = await aws.tagging.find(markTags(mark), tagTypes);
    return { marked: found.filter((arn) => isHere(config, arn)) };
  },
  // What each is, is read on its own.
  digest: () => ({}),
};

/** Whether an ARN is of the file's account and region: what lies elsewhere cannot be read with these credentials. */
export function isHere(config: Config, arn: string): boolean {
  const parts = parseArn(arn);
  return parts?.account === config.aws.account && parts.region === config.aws.region;
}
