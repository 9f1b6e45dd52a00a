export { type DemoFolder, makeDemoFolder } from './demo-folder.js';
export { createNarrator, type Narrator } from './narrator.js';
export { commandRunner, type RunCommand } from './run-command.js';
export { type StoryTools, tellStory } from './story.js';
