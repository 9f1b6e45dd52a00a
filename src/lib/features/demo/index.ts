export { makeDemoFolder } from './demo-folder.js';
export { createNarrator } from './narrator.js';
export { commandRunner } from './run-command.js';
export { tellStory } from './story.js';
