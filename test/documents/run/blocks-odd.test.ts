import { testBlocks } from '../test-blocks.js';

// Half of the documents: the other half runs beside it.
testBlocks(1, 2);
