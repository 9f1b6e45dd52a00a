import { expect, test } from 'vitest';
import { fileWith, validateText } from './marked-file.js';

const codes = async (queues: string) =>
  (await validateText(fileWith({ route: `queues: ${queues}` }))).diagnostics.map(({ code }) => code);

test('queues whose names differ only in case are two; ids that do are one', async () => {
  expect(await codes('[Case, case, { name: CASE }]')).toEqual([]);
  expect(await codes('[{ name: Case }, { name: case }, { glob: "A*" }, { glob: "a*" }]')).toEqual([]);
  expect(await codes('[{ name: A, division: Home }, { name: A, division: home }]')).toEqual([]);
  const id = '5affb229-7631-4992-b0ce-583505c6af07';
  expect(await codes(`[{ id: ${id} }, { id: ${id.toUpperCase()} }]`)).toEqual(['repeated']);
  expect(await codes('[Case, { name: Case }]')).toEqual(['repeated']);
});
