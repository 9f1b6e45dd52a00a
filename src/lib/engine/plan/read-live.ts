import { type Live, READINGS, type ReadScope, type Sides } from '../kinds/index.js';
import { type OnFailedPart, partOr } from './tolerance.js';
import { UNREAD_LIVE } from './unread-live.js';

/**
 * Reads everything that a plan needs from Genesys Cloud and AWS; writes nothing. Each reading begins as soon as those
 * that it waits for are there.
 * Throws what the clients throw, and a GcxError where `aws.bus` does not exist; with `onFailed`, what fails is told, and
 * stands there as if nothing of the kind were live.
 */
export async function readLive(scope: ReadScope, sides: Sides, onFailed?: OnFailedPart): Promise<Live> {
  const begun = new Map<string, Promise<Partial<Live>>>();
  for (const reading of READINGS) {
    const earlier = reading.waitsFor.map((name) => {
      const part = begun.get(name);
      if (part === undefined)
        throw new Error(`${reading.name} waits for ${name}, which is not read before it`);
      return part;
    });
    const part = Promise.all(earlier).then((parts) =>
      partOr<Partial<Live>>(
        reading.name,
        onFailed,
        () => ({}),
        () => reading.read(scope, joined(parts), sides),
      ),
    );
    // One that fails fails the whole; the others are not left unheard until then.
    part.catch(() => {});
    begun.set(reading.name, part);
  }
  return joined(await Promise.all(begun.values()));
}

/** Parts as one; what a reading does not wait for is empty in what it gets. */
function joined(parts: readonly Partial<Live>[]): Live {
  return Object.assign({}, UNREAD_LIVE, ...parts) as Live;
}
