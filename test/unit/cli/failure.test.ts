import { Errors } from '@oclif/core';
import { describe, expect, it } from 'vitest';
import { GcxError } from '../../../src/lib/base/gcx-error.js';
import { plainStyle } from '../../../src/lib/base/terminal/style.js';
import { toFailure } from '../../../src/lib/cli/failure.js';
import { errorReportJson, errorReportText } from '../../../src/lib/cli/render/index.js';

describe('toFailure', () => {
  it('takes an error of gcx as it is', () => {
    const error = new GcxError({ code: 'x', what: 'It failed.' }, 3);
    expect(toFailure(error)).toMatchObject({ exitCode: 3, report: { code: 'x', what: 'It failed.' } });
  });

  it('calls everything unexpected a bug, in one line', () => {
    const { report, exitCode } = toFailure(new TypeError('boom\n    at somewhere'));
    expect(exitCode).toBe(1);
    expect(report).toMatchObject({ code: 'bug', why: 'TypeError: boom' });
  });

  it('has nothing to say about an interruption or a reader that went away', () => {
    const prompt = Object.assign(new Error('User force closed the prompt'), { name: 'ExitPromptError' });
    expect(toFailure(prompt)).toEqual({ exitCode: 130 });
    expect(toFailure(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }))).toEqual({ exitCode: 0 });
  });

  it('keeps the code of an exit', () => {
    expect(toFailure(new Errors.ExitError(5))).toEqual({ exitCode: 5 });
  });
});

describe('an error report', () => {
  const report = {
    code: 'queue-not-found',
    what: 'No queue is called "Salse\u001b[31m".',
    where: '.genesysrc.yml:31:9',
    why: 'this OAuth client sees only the divisions of its roles',
    fix: 'gcx queue list\nor ask',
    details: ['near: Sales'],
  };

  it('reads what, details, where, why and how to mend it, without control characters', () => {
    expect(errorReportText(report, plainStyle)).toBe(
      [
        'Error: No queue is called "Salse\\u{1b}[31m".',
        '  near: Sales',
        '  where: .genesysrc.yml:31:9',
        '  why:   this OAuth client sees only the divisions of its roles',
        '  fix:   gcx queue list',
        '         or ask',
        '',
      ].join('\n'),
    );
  });

  it('is one document under --json', () => {
    const location = { file: '.genesysrc.yml', line: 31, column: 9 };
    expect(errorReportJson(report)).toEqual({ schemaVersion: 1, error: { ...report, location } });
    // Only a place in a file has one.
    for (const where of [
      'sqs:SendMessage, request 1f',
      'arn:aws:sns:eu-west-1:111122223333:4:5',
      '.genesysrc.yml',
    ])
      expect(errorReportJson({ code: 'x', what: 'y', where }).error).not.toHaveProperty('location');
    expect(errorReportJson({ code: 'x', what: 'y' })).toEqual({
      schemaVersion: 1,
      error: { code: 'x', what: 'y' },
    });
  });
});
