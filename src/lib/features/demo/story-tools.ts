import type { LoadedConfig } from '../../language/config/model.js';
import type { DemoFolder } from './demo-folder.js';
import type { Narrator } from './narrator.js';
import type { RunCommand } from './run-command.js';

/** What the story is told with. */
export interface StoryTools {
  readonly run: RunCommand;
  readonly narrator: Narrator;
  readonly project: DemoFolder;
  readonly loaded: LoadedConfig;
}
