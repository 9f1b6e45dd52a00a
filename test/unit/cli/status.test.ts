import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { GcxError } from '../../../src/lib/base/gcx-error.js';
import { plainStyle } from '../../../src/lib/base/terminal/style.js';
import type { CommandHost } from '../../../src/lib/cli/command-host.js';
import { type Screen, status } from '../../../src/lib/cli/status.js';
import { loadConfig } from '../../../src/lib/language/config/index.js';
import { head } from '../../e2e/gcx.js';
import { temporaryFolder } from '../sandbox/temporary-folder.js';

const FILE = `${head()}targets:
  inbox: { sqs: { create: shop-inbox } }
routes:
${Array.from({ length: 30 }, (_, index) => `  route-${index}: { events: [conversation.acd.end], targets: [inbox] }`).join('\n')}
`;

/** What the command lends, and what came of it. */
function hostIn(folder: string, interrupt = new AbortController()) {
  const printed: string[] = [];
  const codes: number[] = [];
  const host: CommandHost = {
    json: false,
    print: (text) => printed.push(text),
    notice: () => {},
    exitWith: (code) => codes.push(code),
    interruptSignal: () => interrupt.signal,
    style: plainStyle,
    loadConfig: async () => {
      const loaded = await loadConfig({ cwd: folder, env: {} });
      return { ...loaded, config: { ...loaded.config, file: join(folder, loaded.config.file) } };
    },
  };
  return { host, printed, codes, interrupt };
}

const flags = { sandbox: true, since: '24h', watch: false, reasons: true };

function folderWithFile(): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, '.genesysrc.yml'), FILE);
  return folder;
}

it('says of a file that was never applied that no event goes anywhere, and draws it until Ctrl-C with --watch', async () => {
  const folder = folderWithFile();
  const { host, printed, codes, interrupt } = hostIn(folder);
  const document = await status(flags, host, undefined);
  expect(document).toMatchObject({ schemaVersion: 1, verdict: { kind: 'not-applied' }, unseen: [] });
  expect(printed.join('')).toContain('! Nothing of this file is on AWS: no event goes anywhere.');
  expect(codes).toEqual([0]);

  const drawn: string[] = [];
  const screen: Screen = {
    rows: 24,
    redraw: (text) => {
      drawn.push(text);
      interrupt.abort();
    },
  };
  await status({ ...flags, watch: true }, host, screen);
  expect(drawn).toHaveLength(1);
  // No more than the screen holds, the cursor's line included.
  expect(drawn[0]?.split('\n')).toHaveLength(23);
  expect(drawn[0]).toMatch(/\n… \d+ more lines$/);
  expect(codes).toEqual([0, 130]);
});

it('refuses to watch where there is no terminal or one document is asked for, and a time of no use', async () => {
  const { host } = hostIn(folderWithFile());
  const screen: Screen = { rows: 24, redraw: () => {} };
  const codeOf = async (...args: Parameters<typeof status>) => {
    const error = await status(...args).catch((thrown: unknown) => thrown);
    return error instanceof GcxError ? [error.exitCode, error.report.code] : error;
  };
  expect(await codeOf({ ...flags, watch: true }, host, undefined)).toEqual([64, 'usage']);
  expect(await codeOf({ ...flags, watch: true }, { ...host, json: true }, screen)).toEqual([64, 'usage']);
  for (const since of ['soon', '1m', '456d', '-1h'])
    expect(await codeOf({ ...flags, since }, host, undefined), since).toEqual([64, 'bad-duration']);
});
