/** A processor's first files: handler, test and configuration. */
export { addProcessor, fileContent, type ProcessorPlace, processorLines } from './add-processor.js';
export { handlerText, testText } from './first-files.js';
export { type FirstFile, writeFirstFiles } from './write-first-files.js';
