import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { validationGithub } from '../../../../src/lib/cli/render/validation-github.js';
import { validationSarif } from '../../../../src/lib/cli/render/validation-sarif.js';
import { repositoryPath } from '../../../../src/lib/cli/repository-path.js';
import type { Validation } from '../../../../src/lib/language/config/index.js';
import { afterThisFile } from '../../../clean-up.js';
import { anyCharacter } from '../../../harness/any-character.js';

function withProblem(message: string, file = '.genesysrc.yml'): Validation {
  return {
    file,
    valid: false,
    environments: [],
    notices: [],
    diagnostics: [
      {
        severity: 'error',
        code: 'unknown-key',
        message,
        fix: message,
        position: { file, line: 3, column: 5, length: 4 },
      },
      { severity: 'warning', code: 'no-place', message },
    ],
  };
}

const text = fc.oneof(
  fc.string({ unit: anyCharacter }),
  fc.constantFrom('%0A', '::', ',', 'a\n::add-mask::x', '\r\n::error::', ' file=other', '100%'),
);

/** As the runner of GitHub Actions reads a command (actions/runner, ActionCommand.cs). */
function read(line: string): { command: string; properties: Record<string, string>; data: string } {
  const [, command = '', properties = '', data = ''] = /^::(\w+) (.*?)::(.*)$/s.exec(line) ?? [];
  const plain = (value: string) =>
    value
      .replaceAll('%0D', '\r')
      .replaceAll('%0A', '\n')
      .replaceAll('%3A', ':')
      .replaceAll('%2C', ',')
      .replaceAll('%25', '%');
  const pairs = properties.split(',').map((pair) => pair.split('='));
  return {
    command,
    properties: Object.fromEntries(pairs.map(([name = '', ...value]) => [name, plain(value.join('='))])),
    data: plain(data),
  };
}

describe('validate --format github', () => {
  it('is one command a problem, whatever stands in the file', () => {
    fc.assert(
      fc.property(text, text, (message, name) => {
        const lines = validationGithub(withProblem(message, `pipes/${name}.yml`), (file) => file).split('\n');
        expect(lines.pop()).toBe('');
        expect(lines).toHaveLength(2);
        const [error, warning] = lines.map(read);
        expect(error?.command).toBe('error');
        expect(Object.keys(error?.properties ?? {})).toEqual(['file', 'line', 'col', 'endColumn', 'title']);
        expect(error?.properties).toMatchObject({
          line: '3',
          col: '5',
          endColumn: '9',
          title: 'gcx: unknown-key',
        });
        expect(error?.data).toMatch(/\nFix: /);
        expect(warning).toMatchObject({ command: 'warning', properties: { title: 'gcx: no-place' } });
      }),
    );
  });
});

/** What SARIF 2.1.0 requires of the parts that gcx writes (OASIS, sections 3.13 to 3.30). */
const position = { type: 'integer', minimum: 1 };
const text1 = { type: 'object', required: ['text'], properties: { text: { type: 'string' } } };
const sarif = {
  type: 'object',
  required: ['version', 'runs'],
  additionalProperties: false,
  properties: {
    $schema: { type: 'string' },
    version: { const: '2.1.0' },
    runs: {
      type: 'array',
      items: {
        type: 'object',
        required: ['tool'],
        additionalProperties: false,
        properties: {
          columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] },
          tool: {
            type: 'object',
            required: ['driver'],
            properties: {
              driver: {
                type: 'object',
                required: ['name'],
                properties: {
                  semanticVersion: { type: 'string' },
                  rules: {
                    type: 'array',
                    uniqueItems: true,
                    items: { type: 'object', required: ['id'], properties: { shortDescription: text1 } },
                  },
                },
              },
            },
          },
          results: {
            type: 'array',
            items: {
              type: 'object',
              required: ['message', 'locations'],
              additionalProperties: false,
              properties: {
                ruleId: { type: 'string' },
                ruleIndex: { type: 'integer', minimum: 0 },
                level: { enum: ['none', 'note', 'warning', 'error'] },
                message: text1,
                locations: {
                  type: 'array',
                  minItems: 1,
                  items: {
                    type: 'object',
                    required: ['physicalLocation'],
                    properties: {
                      physicalLocation: {
                        type: 'object',
                        required: ['artifactLocation'],
                        properties: {
                          artifactLocation: { type: 'object', required: ['uri'] },
                          region: {
                            type: 'object',
                            additionalProperties: false,
                            properties: { startLine: position, startColumn: position, endColumn: position },
                          },
                        },
                      },
                    },
                  },
                },
              },
            },
          },
        },
      },
    },
  },
};

describe('validate --format sarif', () => {
  it('has a rule and a place for every result', () => {
    const log = JSON.parse(
      JSON.stringify(validationSarif(withProblem('x', 'a folder/f.yml'), (file) => file)),
    );
    const valid = new Ajv().compile(sarif);
    expect(valid(log), JSON.stringify(valid.errors)).toBe(true);
    const [run] = log.runs;
    expect(log.version).toBe('2.1.0');
    expect(run.results).toHaveLength(2);
    for (const { ruleId, ruleIndex, locations } of run.results) {
      expect(run.tool.driver.rules[ruleIndex].id).toBe(ruleId);
      expect(locations[0].physicalLocation.artifactLocation.uri).toBe('a%20folder/f.yml');
    }
    expect(run.results[0].locations[0].physicalLocation.region).toEqual({
      startLine: 3,
      startColumn: 5,
      endColumn: 9,
    });
  });
});

describe('repositoryPath', () => {
  it('is the path from the checkout, else from the repository, else from here', () => {
    const root = mkdtempSync(join(tmpdir(), 'gcx-path-'));
    afterThisFile(() => rmSync(root, { recursive: true, force: true }));
    const pipes = join(root, 'pipes');
    mkdirSync(pipes);
    expect(repositoryPath('.genesysrc.yml', pipes, root)).toBe('pipes/.genesysrc.yml');
    expect(repositoryPath('.genesysrc.yml', pipes, '/elsewhere')).toBe('.genesysrc.yml');
    writeFileSync(join(root, '.git'), '');
    expect(repositoryPath('../f.yml', pipes, undefined)).toBe('f.yml');
    expect(repositoryPath(join(pipes, 'f.yml'), root, '')).toBe('pipes/f.yml');
  });
});
