import { partnerSourceOf, type Test } from '../patterns/index.js';
import type { Candidate, Reason } from './model.js';
import { told } from './place.js';
import { quoted, testWords } from './text-fit.js';

/** What the sources of all Genesys Cloud's partner events begin with; nobody else can use it (AWS: PutEvents refuses `aws.`). */
const GENESYS = 'aws.partner/genesys.com/';

/** Why the source of a candidate's events on a bus of anybody's cannot pass a test; undefined where it may. */
export function whyNoSource({ origin }: Candidate, test: Test): Reason | undefined {
  const genesys = origin === 'genesys';
  switch (test.kind) {
    case 'exact': {
      const fits = genesys ? partnerSourceOf(test.text) !== undefined : !test.text.startsWith(GENESYS);
      return fits ? undefined : notASource(test);
    }
    case 'prefix': {
      if (test.ignoreCase) return undefined;
      const { text } = test;
      const fits = genesys ? text.startsWith(GENESYS) || GENESYS.startsWith(text) : !text.startsWith(GENESYS);
      return fits ? undefined : notASource(test);
    }
    default:
      return undefined;
  }
}

function notASource(test: Test): Reason {
  return {
    certainty: 'certain',
    tell: () =>
      told(
        `The source of Genesys Cloud's events is ${quoted(`${GENESYS}cloud/ORGANIZATION/SUFFIX`)}, never ${testWords(test)}.`,
      ),
  };
}
