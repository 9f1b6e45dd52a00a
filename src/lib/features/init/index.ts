export type { Access } from './access-questions.js';
export type { InitAnswers } from './answers.js';
export { collectAnswers, type InitGround } from './collect-answers.js';
export { configFileText } from './config-file-text.js';
export type { InitFlagValues } from './init-flags.js';
export { initSources } from './init-sources.js';
export { type Init, runInit } from './run-init.js';
