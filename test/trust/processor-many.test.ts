import { test } from 'vitest';
import { processMany } from '../harness/processor-many.js';
import { SHARE } from './stage/cases.js';

// A sample of it is part of `npm test`: test/e2e/processor-many.test.ts.
test.skipIf(SHARE < 1)('each of 5,000 events ends once where it should, and the counts add up', () =>
  processMany(5_000),
);
