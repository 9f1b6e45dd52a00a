export type { InitAnswers } from './answers.js';
export { collectAnswers, type InitGround } from './collect-answers.js';
export { configFileText } from './config-file-text.js';
export { flagsOf } from './init-flags.js';
export { checkedFileText } from './new-file.js';
export { runInit } from './run-init.js';
