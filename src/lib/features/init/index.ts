export type { InitAnswers } from './answers.js';
export { collectAnswers, type InitGround } from './collect-answers.js';
export { configFileText } from './config-file-text.js';
export { askPlace, groundConfig, readGround } from './ground.js';
export { flagsOf, requireFlags } from './init-flags.js';
export { checkedFileText, fileExists, writeNewFile } from './new-file.js';
