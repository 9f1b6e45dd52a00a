import { busArn } from '../../../language/names/arn.js';
import type { AskedOfKind } from '../../change/asked.js';
import { changeId } from '../../change/change.js';
import type { PlanInput } from '../door/kind.js';
import { askedInTags } from '../noted/asked-of.js';
import { askedTags } from '../ownership/company-tags.js';
import type { RuleStep } from '../rule/rule-call-steps.js';
import { busKeyAsked } from './bus-key.js';
import type { LivePartnerBus } from './buses-reading.js';

/** What gcx asks for of a bus that it made. */
export function askedOf(input: PlanInput, { name, bus, source }: LivePartnerBus): AskedOfKind {
  const { config } = input;
  const key = busKeyAsked(input, bus);
  const tags = bus?.tags ?? {};
  const arn = busArn(config, name);
  return askedInTags({
    of: changeId('bus', name),
    isLive: bus !== undefined,
    values: {
      'event source': { wanted: 'ACTIVE', live: source?.state },
      ...key.values,
      tags: askedTags(config, tags),
    },
    setBack: key.setBack,
    tags,
    tag: (set, remove): RuleStep => ({ call: 'events.tag', arn, tags: set, remove }),
  });
}
