import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fileParts } from '../../../src/lib/cli/file-parts.js';
import { loadConfig } from '../../../src/lib/language/config/index.js';
import { head } from '../../e2e/gcx.js';
import { temporaryFolder } from '../sandbox/temporary-folder.js';

test('what the file says of a route or target, without what a program needs to know', async () => {
  const cwd = temporaryFolder();
  const text = `${head()}targets:
  # The first.
  inbox: { sqs: { create: inbox } }
  crm:
    processor:
      handler: ./h.ts
      environment:
        CRM_KEY: hunter2
        environment: hunter2
        NOTE: >
          hunter3
      memory: 256

  "flow-crm": { processor: { handler: ./h.ts, environment: { KEY: hunter4 } } }
  lines: { processor: { handler: ./h.ts, environment: {
    KEY: hunter5 }, memory: 256 } } # Of two lines.
  quoted:
    processor:
      "environment": # hunter6
        # old: hunter6
        NOTE: |
          user and password: hunter6
      handler: ./h.ts
routes:
  sales:
    events: [conversation.acd.end]
    targets: [inbox, crm, flow-crm, lines, quoted]
`;
  writeFileSync(join(cwd, '.genesysrc.yml'), text);
  writeFileSync(join(cwd, 'h.ts'), 'export default async () => {};\n');
  const parts = fileParts(await loadConfig({ cwd, env: {} }), text);
  expect(parts['targets.inbox']).toBe('inbox: { sqs: { create: inbox } }');
  expect(parts['targets.crm']).toBe(
    'crm:\n  processor:\n    handler: ./h.ts\n    environment: { CRM_KEY: …, environment: …, NOTE: … }\n    memory: 256',
  );
  expect(parts['targets.flow-crm']).toBe(
    '"flow-crm": { processor: { handler: ./h.ts, environment: { KEY: … } } }',
  );
  expect(parts['targets.lines']).toBe(
    'lines: { processor: { handler: ./h.ts, environment: { KEY: … }, memory: 256 } } # Of two lines.',
  );
  expect(parts['targets.quoted']).toBe(
    'quoted:\n  processor:\n    "environment": { NOTE: … }\n    handler: ./h.ts',
  );
  expect(parts['routes.sales']).toBe(
    'sales:\n  events: [conversation.acd.end]\n  targets: [inbox, crm, flow-crm, lines, quoted]',
  );
  expect(JSON.stringify(parts)).not.toContain('hunter');
});
