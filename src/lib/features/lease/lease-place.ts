import type { Config } from '../../language/config/model.js';
import { partnerOfBus } from '../../language/names/partner-bus.js';

/** Under which all leases stand; the IAM policies name it. */
const ROOT = '/genesys-gcx/lease';

/** What a lease is of, and where it is kept. */
export interface LeasePlace {
  /** Name of the parameter. */
  readonly parameter: string;
  /** In a sentence: `integration prod`. */
  readonly what: string;
}

/**
 * The lease of the pipe that a file works on: one for each integration, or for each event bus of people's own. The partner
 * event bus of an integration is the integration's: it is one pipe, whichever of the two the file names.
 */
export function leasePlace({
  genesys: { organization, integration },
  aws: { bus },
}: Pick<Config, 'genesys' | 'aws'>): LeasePlace {
  const partner = bus === undefined ? undefined : partnerOfBus(bus);
  const suffix = integration?.suffix ?? partner?.suffix;
  if (suffix === undefined) {
    // A parameter's name has no empty level, and no more than 15: a slash of the bus makes none.
    const name = bus?.replaceAll('/', '.') ?? 'default';
    return { parameter: `${ROOT}/bus/${name}`, what: `event bus ${bus ?? 'default'}` };
  }
  const owner = integration === undefined ? (partner?.organization ?? organization) : organization;
  return { parameter: `${ROOT}/${owner.toLowerCase()}/${suffix}`, what: `integration ${suffix}` };
}
