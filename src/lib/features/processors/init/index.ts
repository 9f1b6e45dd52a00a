/** A processor's first files: handler, test and configuration. */
export { addProcessor, fileContent, processorLines } from './add-processor.js';
export { handlerText, testText } from './first-files.js';
export { writeFirstFiles } from './write-first-files.js';
