export type { Access } from './access-questions.js';
export type { InitAnswers } from './answers.js';
export { collectAnswers, type InitGround, initSources } from './collect-answers.js';
export { commandWords } from './command-words.js';
export { configFileText } from './config-file-text.js';
export { draftErrors } from './draft-problem.js';
export { flagsOf, type InitFlagValues } from './init-flags.js';
export { type Init, runInit } from './run-init.js';
