import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { COMMANDS } from '../trust/personal-data/commands.js';

test('every command that shows something of events has --show-personal-data, or shows numbers alone', () => {
  const manifest: { commands: Record<string, { flags: object }> } = JSON.parse(
    readFileSync(new URL('../../oclif.manifest.json', import.meta.url), 'utf8'),
  );
  const ids = Object.keys(manifest.commands).map((id) => id.replaceAll(':', ' '));
  expect(ids.sort()).toEqual(Object.keys(COMMANDS).sort());
  const withFlag = Object.entries(manifest.commands).flatMap(([id, { flags }]) =>
    'show-personal-data' in flags ? [id.replaceAll(':', ' ')] : [],
  );
  const masking = Object.keys(COMMANDS).filter((id) => typeof COMMANDS[id] === 'object');
  expect([...withFlag, 'doctor', 'status'].sort()).toEqual(masking.sort());
});
