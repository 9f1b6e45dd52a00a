import { testBlocks } from '../test-blocks.js';

// Half of the documents: the other half runs beside it.
testBlocks(0, 2);
