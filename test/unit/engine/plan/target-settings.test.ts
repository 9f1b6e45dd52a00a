import { describe, expect, it } from 'vitest';
import type { FieldChange, Plan } from '../../../../src/lib/engine/change/model.js';
import type { Target } from '../../../../src/lib/language/config/model.js';
import { applyTo, planFor, project, route, sns, sqs, worldFor } from './project.js';

type Retry = NonNullable<Target['retry']>;

const file = (retry: Retry | undefined, board: Parameters<typeof sns>[1] = {}) => {
  const common = retry === undefined ? {} : { retry };
  return project(
    [route('sales', { targets: ['inbox', 'board'] })],
    [sqs('inbox', { ...common, deadLetter: 'dead' }), sns('board', { ...common, ...board }), sqs('dead')],
  );
};

function ruleFields({ changes }: Plan): readonly FieldChange[] {
  return changes.filter(({ kind }) => kind === 'rule').flatMap(({ fields }) => fields);
}

const LONG: Retry = { maxAgeSeconds: 21_600, attempts: 50 };
const SHORT: Retry = { maxAgeSeconds: 7_200, attempts: 20 };

describe('what changes of a rule’s targets', () => {
  it('is said once for all of them, a setting at a time, with both values as they are and in words', () => {
    const world = worldFor(file(LONG));
    applyTo(world, planFor(world, file(LONG)));
    expect(ruleFields(planFor(world, file(SHORT)))).toEqual([
      {
        kind: 'value',
        field: 'retry',
        before: LONG,
        after: SHORT,
        targets: ['inbox', 'board'],
        everyTarget: true,
        words: { before: '6h, 50 attempts', after: '2h, 20 attempts' },
      },
    ]);
  });

  it('is said of those that differ, and what AWS does where nothing is set', () => {
    const world = worldFor(file(undefined));
    applyTo(world, planFor(world, file(undefined)));
    const input = { kind: 'path', path: '$.detail' } as const;
    expect(ruleFields(planFor(world, file(undefined, { retry: SHORT, deadLetter: 'dead', input })))).toEqual([
      {
        kind: 'value',
        field: 'retry',
        after: SHORT,
        targets: ['board'],
        words: { before: "1d, 185 attempts (AWS's own)", after: '2h, 20 attempts' },
      },
      {
        kind: 'value',
        field: 'dead letter',
        after: 'arn:aws:sqs:eu-west-1:111122223333:dead',
        targets: ['board'],
        words: { label: 'dead letters', before: 'dropped', after: 'to dead' },
      },
      {
        kind: 'value',
        field: 'input',
        after: input,
        targets: ['board'],
        words: { before: 'the whole event', after: 'only $.detail' },
      },
    ]);
  });

  it('is told of new rules and new targets as well: all that AWS does not do by itself', () => {
    const world = worldFor(file(LONG));
    expect(ruleFields(planFor(world, file(LONG))).filter(({ kind }) => kind === 'value')).toMatchObject([
      { field: 'retry', everyTarget: true, words: { after: '6h, 50 attempts' } },
      { field: 'dead letter', targets: ['inbox'], words: { after: 'to dead' } },
    ]);
    applyTo(world, planFor(world, file(LONG)));
    const more = project(
      [route('sales', { targets: ['inbox', 'board', 'extra'] })],
      [...Object.values(file(LONG).targets), sqs('extra', { retry: { attempts: 0 } })],
    );
    expect(ruleFields(planFor(world, more)).filter(({ kind }) => kind === 'value')).toEqual([
      {
        kind: 'value',
        field: 'retry',
        after: { attempts: 0, maxAgeSeconds: 86_400 },
        targets: ['extra'],
        words: { after: 'never' },
      },
    ]);
  });
});
