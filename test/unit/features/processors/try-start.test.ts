import { expect, test } from 'vitest';
import { tryStart } from '../../../../src/lib/features/processors/try-start.js';
import { processor, project } from '../../engine/plan/project.js';
import { bundle, TRIVIAL } from '../../processor/build/project-folder.js';

const target = processor('sales', { handler: './handlers/sales.ts', environment: { CRM_URL: 'crm' } });
const config = project([], [target]);

test('what cannot start is named with its place in the sources; it sees the processor’s environment alone', async () => {
  const crm = [
    '// Where the CRM is.',
    'function crm() {',
    '  return new URL(`${process.env.CRM_URL}${process.env.PATH}`);',
    '}',
    'export const address = crm();',
  ].join('\n');
  const text = `import { address } from './crm.js';\n${TRIVIAL}console.log(address);\n`;
  const built = await bundle({ 'handlers/sales.ts': text, 'handlers/crm.ts': crm });
  await expect(tryStart({ bundle: built, target }, config)).rejects.toMatchObject({
    report: {
      code: 'processor-cannot-start',
      what: expect.stringMatching(/^The processor sales cannot start: TypeError: Invalid URL/),
      where: 'handlers/crm.ts:3:10',
      fix: expect.stringContaining('gcx processor build sales --try-start'),
    },
  });
  const started = await bundle({
    'handlers/sales.ts': `${TRIVIAL}if (process.env.CRM_URL !== 'crm' || process.env.PATH) throw new Error('else');\n`,
  });
  await tryStart({ bundle: started, target }, config);
});
