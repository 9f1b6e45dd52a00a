import type { Config } from '../../language/config/model.js';
import { targetsOfKind } from '../../language/config/targets-of-kind.js';
import { programTexts } from '../processors/program-texts.js';
import { maskedGroup } from './masked-group.js';
import type { DeadLetterGroup } from './model.js';

/** How groups of dead letters of a file are shown: as they are, or without what may be of a person. */
export async function groupsShown(
  config: Config,
  showPersonalData: boolean,
): Promise<(group: DeadLetterGroup) => DeadLetterGroup> {
  if (showPersonalData) return (group) => group;
  const texts = await programTexts(config, targetsOfKind(config, 'processor'));
  return (group) => maskedGroup(group, texts);
}
