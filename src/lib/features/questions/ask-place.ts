import type { Asker, Choice } from '../../base/terminal/asker.js';
import { AWS_REGIONS } from '../../language/config/schema/aws-regions.js';
import {
  GENESYS_ENVIRONMENTS,
  type GenesysEnvironment,
  genesysEnvironment,
} from '../../language/names/environments.js';
import { regionPlace } from './region-places.js';

/** Asks where Genesys Cloud runs: a search by country, city, domain or region. The answer is the domain. */
export async function askGenesysEnvironment(asker: Asker): Promise<string> {
  return asker.search('Which region is your Genesys Cloud in? Type a country or your login URL', (term) =>
    GENESYS_ENVIRONMENTS.filter((each) => fits(each, term)).map((each) => ({
      value: each.environment,
      name: `${regionPlace(each.region)}  ${each.environment}`,
      description: `Log in at https://apps.${each.environment}; AWS region ${each.region}.`,
    })),
  );
}

/**
 * Asks for an AWS region.
 * @param first the one that is offered first
 */
export async function askAwsRegion(
  asker: Asker,
  first: string,
  question = 'Which AWS region should events go to? Type a country or a region',
): Promise<string> {
  const regions = AWS_REGIONS.toSorted((one, other) => Number(other === first) - Number(one === first));
  return asker.search(question, (term) =>
    regions
      .filter((region) => has(`${region} ${regionPlace(region)}`, term))
      .map(
        (region): Choice<string> => ({
          value: region,
          name: `${regionPlace(region)}  ${region}`,
          ...(region === first ? { description: 'Default.' } : {}),
        }),
      ),
  );
}

function fits({ environment, region }: GenesysEnvironment, term: string | undefined): boolean {
  const address = (term ?? '').trim();
  return (
    has(`${environment} ${region} ${regionPlace(region)}`, term) ||
    (address.includes('.') && genesysEnvironment(address)?.environment === environment)
  );
}

function has(text: string, term: string | undefined): boolean {
  return (term ?? '')
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.toLowerCase().includes(word));
}
