import type { Right, RightScope } from '../../engine/kinds/index.js';
import { developmentRights } from '../development/development-rights.js';
import { adoptRights } from '../existing/adopt-rights.js';
import { redriveRights } from '../redrive/redrive-rights.js';
import { releaseRights } from '../release/release-rights.js';
import { replayRights } from '../replay/replay-rights.js';
import { tailRights } from '../tail/tail-rights.js';
import { processorLogRights } from '../why/why-rights.js';
import type { ExtraCommand } from './model.js';

/** What each command takes that is not part of a role, in addition to what a plan reads. */
export const COMMAND_RIGHTS: Readonly<Record<ExtraCommand, (scope: RightScope) => readonly Right[]>> = {
  adopt: adoptRights,
  redrive: redriveRights,
  release: releaseRights,
  replay: replayRights,
  tail: tailRights,
  'processor dev': developmentRights,
  'processor logs': processorLogRights,
};
