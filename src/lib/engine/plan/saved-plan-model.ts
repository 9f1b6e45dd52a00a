import type { Config } from '../../language/config/model.js';
import type { Plan } from '../change/model.js';
import type { Allowed } from '../kinds/index.js';

/** A plan as saved: with the file it was made from, so that apply needs nothing else. Holds no secrets: the file has none. */
export interface SavedPlan {
  readonly plan: Plan;
  /** Its `file` is relative to the saved plan's folder in the saved plan, and to the current one once read. */
  readonly config: Config;
  readonly allow: Allowed;
}
