export type { InitAnswers } from './answers.js';
export { collectAnswers, type InitGround } from './collect-answers.js';
export { configFileText } from './config-file-text.js';
export { environmentFrom, type InitFlags, requireFlags, withVariables } from './init-flags.js';
export { targetSyntax } from './target-answer.js';
