import { Limits } from '../../base/limits.js';
import type { ParameterReading, ParametersApi } from '../../clients/aws/parameter-model.js';
import { type Holder, type LeaseValue, parseLease } from './lease-value.js';

/** A version of a lease's parameter, as it was read. */
export interface Version {
  readonly version: number;
  readonly text: string;
  /** Absent: no gcx of this format wrote it. */
  readonly value?: LeaseValue;
  /** ms since it was written, both by AWS's clock; never too many, as the answer's Date has whole seconds. Absent: not told. */
  readonly ageMs?: number;
}

/** How a lease stands. */
export interface Standing {
  /** What a write would follow. Absent: there is no parameter. */
  readonly latest?: Version;
  /** The latest version whose writer did not lose. Absent: there is none, or it was not found among the versions that are kept. */
  readonly counts?: Version;
  readonly state: 'free' | 'over' | 'held';
  /** By AWS's clock, epoch ms. Absent: AWS did not say. */
  readonly answered?: number;
}

/** Versions that are looked back at: this many can lose at the same moment. */
const LOOKED_BACK = 12;

/** What people write into a parameter to free it by hand. */
const FREE_BY_HAND = /^\s*free\s*$/i;

/** Reads how a lease stands. Throws AwsCallError. */
export async function readStanding(parameters: Pick<ParametersApi, 'read'>, name: string): Promise<Standing> {
  const reading = await parameters.read(name);
  const answered = reading.answered === undefined ? {} : { answered: reading.answered };
  const latest = versionOf(reading);
  if (latest === undefined) return { state: 'free', ...answered };
  const counts = await countingVersion(parameters, name, latest);
  return {
    latest,
    ...(counts === undefined ? {} : { counts }),
    state: stateOf(counts ?? latest, counts !== undefined),
    ...answered,
  };
}

/** A version as it was read; undefined where there is none. */
export function versionOf({ parameter, answered }: ParameterReading): Version | undefined {
  if (parameter === undefined) return undefined;
  const { version, value: text, modified } = parameter;
  const value = parseLease(text);
  return {
    version,
    text,
    ...(value === undefined ? {} : { value }),
    ...(modified === undefined || answered === undefined ? {} : { ageMs: answered - modified }),
  };
}

/** The id of the write that made a version; empty where no gcx did. */
export function attemptOf({ value }: Version): string {
  return value?.attempt ?? '';
}

/** Who holds a lease, or held it last, as far as it says. */
export function holderOf({ counts, latest }: Standing): Holder | undefined {
  return (counts ?? latest)?.value?.holder;
}

/** The latest version that follows the one right before it: those above it were written by ones who lost. */
async function countingVersion(
  parameters: Pick<ParametersApi, 'read'>,
  name: string,
  latest: Version,
): Promise<Version | undefined> {
  let version = latest;
  for (let looked = 0; looked < LOOKED_BACK; looked++) {
    const { value } = version;
    // What people wrote by hand counts as it stands.
    if (value === undefined) return version;
    if (value.after === undefined && version.version === 1) return version;
    if (version.version === 1) return undefined;
    const before = versionOf(await parameters.read(name, version.version - 1));
    if (before === undefined) return undefined;
    const { after } = value;
    // By its id, too: a parameter that was deleted and made again counts from 1 again.
    if (after?.version === before.version && after.attempt === attemptOf(before)) return version;
    version = before;
  }
  return undefined;
}

function stateOf({ value, text, ageMs }: Version, counts: boolean): Standing['state'] {
  if (counts && (value?.state === 'free' || (value === undefined && FREE_BY_HAND.test(text)))) return 'free';
  return ageMs !== undefined && ageMs >= Limits.leaseMs ? 'over' : 'held';
}
