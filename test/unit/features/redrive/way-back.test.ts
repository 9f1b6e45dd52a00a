import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDeadLetter } from '../../../../src/lib/features/redrive/read-dead-letter.js';
import { wayBack } from '../../../../src/lib/features/redrive/way-back.js';
import type { Target, TargetInput } from '../../../../src/lib/language/config/model.js';
import { project } from '../../engine/plan/project.js';

const config = { ...project([], []), environment: 'default' };
const { account, region } = config.aws;
const arn = (service: string, resource: string) => `arn:aws:${service}:${region}:${account}:${resource}`;

const INPUTS: readonly (TargetInput | undefined)[] = [
  undefined,
  { kind: 'constant', json: '{}' },
  { kind: 'path', path: '$.detail' },
  { kind: 'template', template: '"call <id>"', paths: { id: '$.detail.eventBody.conversationId' } },
];

/** A target of each kind that dead letters go back to, with its ARN. */
const TARGETS: readonly (readonly [Target, string])[] = [
  [{ kind: 'sqs', name: 'it', provenance: 'create', queueName: 'inbox', account }, arn('sqs', 'inbox')],
  [
    { kind: 'sns', name: 'it', provenance: 'create', topicName: 'board', account, subscribers: [] },
    arn('sns', 'board'),
  ],
  [{ kind: 'lambda', name: 'it', functionName: 'sync', account }, arn('lambda', 'function:sync')],
];

function letter(targetArn: string, code: string, body: string) {
  const messageAttributes = { TARGET_ARN: targetArn, ERROR_CODE: code, RULE_ARN: 'arn:rule' };
  return readDeadLetter('dead', { id: 'm', body, receipt: 'r', attributes: {}, messageAttributes });
}

const codes = fc.constantFrom(
  'NO_PERMISSIONS',
  'NO_RESOURCE',
  'THROTTLING',
  'INVALID_PARAMETER',
  'unheard-of',
);
const bodies = fc.constantFrom('{"attempted":"hello"}', '"call 1"', '42', '{"detail-type":"x"}');

describe("the way back of EventBridge's dead letters", () => {
  it('leads to the target, with an input as without: the letter holds what it would have got', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...TARGETS),
        fc.constantFrom(...INPUTS),
        codes,
        bodies,
        (to, input, code, body) => {
          const [target, targetArn] = to;
          const back = wayBack(
            config,
            input === undefined ? target : { ...target, input },
            letter(targetArn, code, body),
          );
          expect(back).toEqual({ kind: target.kind, arn: targetArn });
        },
      ),
    );
  });

  it('leads nowhere for a broken text, which no target would have got', () => {
    fc.assert(
      fc.property(fc.constantFrom(...TARGETS), fc.constantFrom(...INPUTS), (to, input) => {
        const [target, targetArn] = to;
        const broken = letter(targetArn, 'INVALID_JSON', '"say "hello""');
        const back = wayBack(config, input === undefined ? target : { ...target, input }, broken);
        expect(back).toMatchObject({ kind: 'none', why: expect.stringContaining('not valid JSON') });
      }),
    );
  });

  it("leads nowhere for another's", () => {
    const [target] = TARGETS[0] ?? [];
    if (target === undefined) throw new Error('no target');
    expect(wayBack(config, target, letter(arn('sqs', 'other'), 'NO_PERMISSIONS', '{}'))).toEqual({
      kind: 'none',
      why: 'its target was other',
    });
  });
});
