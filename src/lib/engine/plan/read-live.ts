import { type Live, READINGS, type ReadScope, type Sides } from '../kinds/index.js';

/**
 * Reads everything that a plan needs from Genesys Cloud and AWS; writes nothing. Each reading begins as soon as those
 * that it waits for are there.
 * Throws what the clients throw, and a GcxError where `aws.bus` does not exist.
 */
export async function readLive(scope: ReadScope, sides: Sides): Promise<Live> {
  const begun = new Map<string, Promise<Partial<Live>>>();
  for (const reading of READINGS) {
    const earlier = reading.waitsFor.map((name) => {
      const part = begun.get(name);
      if (part === undefined)
        throw new Error(`${reading.name} waits for ${name}, which is not read before it`);
      return part;
    });
    const part = Promise.all(earlier).then((parts) => reading.read(scope, joined(parts), sides));
    // One that fails fails the whole; the others are not left unheard until then.
    part.catch(() => {});
    begun.set(reading.name, part);
  }
  return joined(await Promise.all(begun.values()));
}

/** Parts as one; what a reading does not wait for is missing in what it gets. */
function joined(parts: readonly Partial<Live>[]): Live {
  return Object.assign({}, ...parts) as Live;
}
