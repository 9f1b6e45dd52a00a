import type { ParametersApi } from '../../clients/aws/parameter-model.js';
import { attemptOf, type Standing, type Version, versionOf } from './lease-standing.js';
import { type LeaseValue, leaseText } from './lease-value.js';
import type { LeaseClock } from './model.js';

/** A write of a lease that counts. */
export interface Written {
  readonly version: number;
  readonly text: string;
  readonly attempt: string;
}

/** Said of the parameter, for who finds it in the console. */
const DESCRIPTION =
  'Kept by genesys-gcx: who is changing this pipe. One at a time; it is over two minutes after the last sign.';

/** ms before each further look at a version that a read does not show yet: reads can lag behind writes. */
const LOOKS_MS = [200, 800, 2_000];

/**
 * Writes a value after what was observed. It counts where its version is the observed one plus 1, and where that one is
 * still what was observed: a parameter that was deleted and made again could have come to the same number.
 * @returns undefined where another came first, or where nobody can say
 */
export async function writeAfter(
  parameters: ParametersApi,
  name: string,
  clock: LeaseClock,
  { latest }: Pick<Standing, 'latest'>,
  value: Omit<LeaseValue, 'attempt' | 'after'>,
): Promise<Written | undefined> {
  const attempt = clock.newId();
  const text = leaseText({
    ...value,
    attempt,
    ...(latest === undefined ? {} : { after: { version: latest.version, attempt: attemptOf(latest) } }),
  });
  const expected = (latest?.version ?? 0) + 1;
  const answer =
    latest === undefined
      ? await parameters.create(name, text, DESCRIPTION)
      : await parameters.overwrite(name, text);
  const stands = (version: number, wanted: string) => shows(parameters, name, clock, version, wanted);
  switch (answer.kind) {
    case 'exists':
    case 'busy':
      return undefined;
    case 'written':
      if (answer.version !== expected) return undefined;
      break;
    case 'unknown':
      // It names its attempt: who reads it knows that it came.
      if (!(await stands(expected, text))) return undefined;
      break;
  }
  if (latest !== undefined && !(await stands(latest.version, latest.text))) return undefined;
  return { version: expected, text, attempt };
}

/** Whether a version holds a text. */
async function shows(
  parameters: ParametersApi,
  name: string,
  clock: LeaseClock,
  version: number,
  text: string,
): Promise<boolean> {
  let found: Version | undefined;
  for (const pause of [0, ...LOOKS_MS]) {
    if (pause > 0) await clock.sleep(pause);
    found = versionOf(await parameters.read(name, version));
    if (found !== undefined) break;
  }
  return found?.text === text;
}
