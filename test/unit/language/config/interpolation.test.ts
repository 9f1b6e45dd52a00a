import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { replaceVariables } from '../../../../src/lib/language/config/document/interpolate.js';
import { expectBadFiles } from './expect-bad-files.js';
import { fileWith, validateText } from './marked-file.js';

const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '$', '{', '}', ':', '-', '_'), maxLength: 12 });
const name = fc.constantFrom('NAME', 'OTHER', '_x9');

describe('variables in texts', () => {
  test('a text without ${ stays as it is', () => {
    fc.assert(
      fc.property(text, (plain) => {
        fc.pre(!plain.includes('${'));
        expect(replaceVariables(plain, () => 'value')).toBe(plain);
      }),
    );
  });

  test('an escaped text comes out as it went in', () => {
    fc.assert(
      fc.property(text, (plain) => {
        // A dollar right before ${ would be part of the escape.
        fc.pre(!plain.includes('$${'));
        expect(
          replaceVariables(
            plain.replaceAll('${', () => '$${'),
            () => 'value',
          ),
        ).toBe(plain);
      }),
    );
  });

  test('names are replaced once: a value that looks like a variable stays', () => {
    fc.assert(
      fc.property(name, text, text, text, (variable, before, value, after) => {
        fc.pre(!before.endsWith('$') && !before.includes('${') && !after.includes('${'));
        expect(replaceVariables(`${before}\${${variable}}${after}`, () => value)).toBe(
          before + value + after,
        );
      }),
    );
  });

  test('the default stands in for what is not set or empty', () => {
    expect(replaceVariables('${A:-x}', () => undefined)).toBe('x');
    expect(replaceVariables('${A:-x}', () => '')).toBe('x');
    expect(replaceVariables('${A:-}', () => undefined)).toBe('');
    expect(replaceVariables('${A:-x:-y}', () => undefined)).toBe('x:-y');
    expect(replaceVariables('${A}', () => '')).toBe('');
  });

  test('built-in names and variables work in any text, also in keys of the account', async () => {
    const file = fileWith({
      aws: '{ account: "${ACCOUNT}", region: "${PLACE:-eu-west-1}" }',
      targets: [
        'audit:',
        '  arn: arn:aws:states:${aws.region}:${aws.account}:stateMachine:${env}',
        '  role: arn:aws:iam::${aws.account}:role/r',
      ].join('\n'),
    }).replace('targets: [inbox]', 'targets: [inbox, audit]');
    expect((await validateText(file, { GENESYS_GCX_VAR_ACCOUNT: '111122223333' })).diagnostics).toEqual([]);
  });

  test('only the environment that is meant has to have its variables', async () => {
    const file = `${fileWith({})}environments: { a: {}, b: { aws: { account: "\${B_ACCOUNT}" } } }\n`;
    const { diagnostics } = await validateText(file);
    expect(diagnostics.map(({ message }) => message)).toEqual([
      'In b: The variable B_ACCOUNT is not given, and ${B_ACCOUNT} has no default.',
    ]);
  });
});

describe('variables that cannot be replaced', () => {
  expectBadFiles([
    {
      what: 'one that is not set',
      file: fileWith({ route: 'description: "for «${TEAM}"' }),
      env: { GENESYS_GCX_VAR_TEEM: 'a' },
      code: 'variable-unset',
      words: [
        'TEAM is not given',
        '${TEEM}',
        '--var TEAM=VALUE',
        'GENESYS_GCX_VAR_TEAM',
        '${TEAM:-value}',
        '$${TEAM}',
      ],
    },
    {
      what: 'one that is a plain variable of the environment',
      file: fileWith({ route: 'description: "for «${TEAM}"' }),
      env: { TEAM: 'a' },
      code: 'variable-not-read',
      words: ['not read', 'Set GENESYS_GCX_VAR_TEAM to', '--var TEAM=VALUE'],
    },
    {
      what: 'one that is a plain variable, and whose default would be taken in silence',
      file: fileWith({ route: 'description: "for «${TEAM:-all}"' }),
      env: { TEAM: 'a' },
      code: 'variable-not-read',
      words: ['GENESYS_GCX_VAR_TEAM', 'For the default: --var TEAM='],
    },
    {
      what: 'a misspelt built-in name',
      file: fileWith({ route: 'description: «${aws.acount}' }),
      code: 'variable-invalid',
      words: ['${aws.account}'],
    },
    {
      what: 'one that is not closed',
      file: fileWith({ route: 'description: "a «${TEAM"' }),
      code: 'variable-invalid',
      words: ['not closed'],
    },
    {
      what: 'the second of two',
      file: fileWith({ route: 'description: "${A} «${B}"' }),
      env: { GENESYS_GCX_VAR_A: 'a' },
      code: 'variable-unset',
      words: ['B is not given'],
    },
    {
      what: 'the account as itself',
      file: fileWith({ aws: '{ account: "«${aws.account}", region: eu-west-1 }' }),
      code: 'variable-invalid',
      words: ['this value itself'],
    },
  ]);
});
