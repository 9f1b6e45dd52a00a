import { test } from 'vitest';
import { expectAnswers } from './fuzz/cases.js';
import { fileSubject } from './fuzz/file-subject.js';

test('whatever is done to the file, there is an answer, short and soon', async () => {
  await expectAnswers(fileSubject());
});
