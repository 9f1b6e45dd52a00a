import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

it('a command is flags in, one call, one renderer out: each is under 60 lines', () => {
  const files = readdirSync('src/commands', { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  expect(files.length).toBeGreaterThan(30);
  const long = files.filter(
    (name) => readFileSync(`src/commands/${name}`, 'utf8').trimEnd().split('\n').length >= 60,
  );
  expect(long).toEqual([]);
});
