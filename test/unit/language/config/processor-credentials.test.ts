import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../../../src/lib/base/terminal/diagnostic.js';
import { renderDiagnostics } from '../../../../src/lib/language/config/index.js';
import { fileWith, validateText } from './marked-file.js';

const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const ARN = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:crm-AbCdEf';

/** A file whose processor has more to say. */
function processor(text: string): string {
  return fileWith({ targets: `it: { processor: { handler: ./handlers/it.ts, ${text} } }` }).replace(
    'targets: [inbox]',
    'targets: [inbox, it]',
  );
}

/** Everything that is ever shown of the problems. */
function shown(diagnostics: readonly Diagnostic[]): string {
  return renderDiagnostics(diagnostics, { color: false }) + JSON.stringify(diagnostics);
}

describe('secrets of a processor', () => {
  test.each([
    ['names that sound like credentials', `secrets: { CRM_PASSWORD: "${ARN}", API_TOKEN: "${ARN}" }`],
    ['a secret with its key', `secrets: { CRM: { arn: "${ARN}", key: "${KEY}" } }`],
    ['a variable that stands for the ARN', 'secrets: { CRM: "${CRM_SECRET_ARN}" }'],
    ['addresses and names beside credentials', 'environment: { TOKEN_URL: "https://a.example.com/token" }'],
    ['the name of a secret', 'environment: { CRM_SECRET_NAME: crm, API_TOKEN_TTL: 5m }'],
    ['the ARN of a secret', `environment: { CRM_SECRET: "${ARN}" }`],
    [
      'a field that was called token',
      'migrations: [{ from: "1", to: "2", move: { token: id, a.secret: b } }]',
    ],
  ])('%s are fine', async (_, text) => {
    expect(
      (await validateText(processor(text), { GENESYS_GCX_VAR_CRM_SECRET_ARN: ARN })).diagnostics,
    ).toEqual([]);
  });

  test.each([
    ['the secret itself', 'secrets: { CRM: hunter2 }', 'CRM: "arn:aws:secretsmanager:'],
    ['the secret itself in a map', 'secrets: { CRM: { arn: hunter2 } }', 'CRM: "arn:aws:secretsmanager:'],
    ['the secret beside its ARN', `secrets: { CRM: { arn: "${ARN}", value: hunter2 } }`, 'secretsmanager:'],
    ['a number', 'secrets: { CRM: 7734421 }', 'CRM: "arn:aws:secretsmanager:'],
    ['the secret under a misspelt key', 'secret: { CRM: hunter2 }', 'CRM: "arn:aws:secretsmanager:'],
    ['a password among the variables', 'environment: { CRM_PASSWORD: hunter2 }', 'secrets: { CRM_PASSWORD:'],
    [
      'an address with a password',
      'environment: { CRM_URL: "https://me:hunter2@crm.example.com" }',
      'secrets: { CRM_URL:',
    ],
    [
      'a credential by its looks',
      'environment: { CRM: wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY }',
      'secrets: { CRM:',
    ],
    ['a credential by a variable', 'environment: { CRM: "${CRM_TOKEN}" }', 'secrets: { CRM:'],
    ['a credential in a variable', 'environment: { CRM: "${CRM_LOGIN}" }', 'secrets: { CRM:'],
  ])('%s is refused, never shown, and sent to secrets', async (_, text, fix) => {
    const { diagnostics } = await validateText(processor(text), {
      GENESYS_GCX_VAR_CRM_TOKEN: 'hunter2',
      GENESYS_GCX_VAR_CRM_LOGIN: 'https://me:hunter2@crm.example.com',
    });
    const [problem] = diagnostics.filter(({ code }) => code === 'credential');
    expect(problem).toMatchObject({ severity: 'error', position: { line: 7 } });
    expect(problem?.fix).toContain('AWS Secrets Manager');
    expect(problem?.fix).toContain(fix);
    expect(shown(diagnostics)).not.toMatch(/hunter2|7734421|wJalr/);
  });

  test('in an environment of the file, too', async () => {
    const text = `${processor('memory: 512')}environments: { test: { targets: { it: { processor: { secrets: { CRM: hunter2 } } } } } }\n`;
    const { diagnostics } = await validateText(text);
    expect(diagnostics.map(({ code }) => code)).toContain('credential');
    expect(shown(diagnostics)).not.toContain('hunter2');
  });

  test('what a variable stands for is not said where it is no ARN', async () => {
    const text = processor('secrets: { CRM: "${CRM_LOGIN}" }');
    const { diagnostics } = await validateText(text, { GENESYS_GCX_VAR_CRM_LOGIN: 'hunter2' });
    expect(diagnostics.map(({ code }) => code)).toEqual(['arn-invalid']);
    expect(shown(diagnostics)).not.toContain('hunter2');
  });
});
