import { test } from 'vitest';
import { processMany } from '../harness/processor-many.js';

// 5,000 of them: test/trust/processor-many.test.ts.
test('each of 1,000 events ends once where it should, and the counts add up', () => processMany(1_000));
