import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { GcxError } from '../../../src/lib/base/gcx-error.js';
import { readSeedFile } from '../../../src/lib/sandbox/seed-file.js';
import { temporaryFolder } from './temporary-folder.js';

async function reportOf(text: string) {
  const file = join(temporaryFolder(), 'seed.yml');
  writeFileSync(file, text);
  const error = await readSeedFile(file).catch((thrown: unknown) => thrown);
  if (!(error instanceof GcxError)) throw new Error('it is read');
  return error.report;
}

test('a seed file that cannot be read says where', async () => {
  expect(await reportOf('organization: Acme\nqueues: [Sales\n')).toMatchObject({
    code: 'seed-unreadable',
    where: expect.stringMatching(/seed\.yml:\d+:\d+$/),
    why: expect.stringContaining('Flow sequence'),
  });
});

test('a long line with many errors in it is answered as soon as it is read', async () => {
  // Quoted once for each error, such a line took minutes.
  const part = '{"topics":[{"name":"a"}]},';
  expect(await reportOf(`{"organization":({"a":1},"aws":[${part.repeat(20_000)}]}`)).toMatchObject({
    code: 'seed-unreadable',
  });
});
