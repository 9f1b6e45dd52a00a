import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Parser } from '@oclif/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { initFlags } from '../../../../src/lib/cli/init-flags.js';
import { allAnswered, type InitAnswers } from '../../../../src/lib/features/init/answers.js';
import { commandWords } from '../../../../src/lib/features/init/command-words.js';
import {
  collectAnswers,
  configFileText,
  type InitFlagValues,
  runInit,
} from '../../../../src/lib/features/init/index.js';
import {
  eventAnswer,
  type Interviewer,
  parseTarget,
  queueAnswer,
  type TargetAnswer,
  whereFrom,
} from '../../../../src/lib/features/questions/index.js';
import { catalogue } from '../../../../src/lib/language/events/index.js';
import { GROUND, inSandbox, NO_FLAGS, person } from './wizard.js';

const queue = (name: string, division = 'Home') => ({
  id: `${name}/${division}`,
  name,
  division: { id: division, name: division },
});
const QUEUES = [
  queue('Sales Support'),
  queue('Support'),
  queue('Support', 'Retail, EU'),
  queue('a=b, c'),
  queue('route=b'),
  queue('-x'),
  queue('Müller "& Söhne"'),
];

const events = fc.constantFrom('acd.end', 'conversation.user.end', 'conversation.acw').map((name) => {
  const eventType = catalogue().findLoosely(name);
  if (eventType === undefined) throw new Error(name);
  return eventAnswer(eventType);
});
const queues = fc.oneof(
  fc.constantFrom(...QUEUES).map((each) => queueAnswer(each, QUEUES)),
  fc.constantFrom({ glob: 'Sales*' }, { glob: '*,*', division: 'Retail, EU' }, { glob: 'route=*' }),
);
const text = fc.oneof(
  fc.constantFrom('a,b', ' a', '["a"]', '[1]', '7', 'true', 'x=y', '"'),
  fc.string({ minLength: 1 }),
);
const where = fc.oneof(
  fc.record({ field: fc.constant('conversationId'), values: fc.array(text, { minLength: 1, maxLength: 3 }) }),
  fc.constant({ field: 'direction', values: ['INBOUND'] }),
  fc.constant({ field: 'eventTime', values: [5, 60000] }),
);
const subscribers = fc.uniqueArray(
  fc.constantFrom<TargetAnswer['subscribers'][number]>(
    { kind: 'email', address: 'team+a@example.com' },
    { kind: 'https', url: 'https://example.com/?a=b,c' },
    { kind: 'target', key: 'sqs', target: parseTarget('existing-sqs:wall.fifo') },
    { kind: 'target', key: 'lambda', target: parseTarget('lambda:notify') },
  ),
  { maxLength: 3 },
);
const plain = fc
  .constantFrom(
    'sqs:crm',
    'existing-sqs:crm',
    'lambda:sync',
    'processor:handle',
    'processor:./src/a.b.ts',
    'http:https://crm.example.com/in?a=b,c,method=PUT,auth=apiKey,header=X-Key,secret=CRM_KEY',
    'http:https://crm.example.com/{id},path.id=$.detail.eventBody.conversationId,auth=oauth,tokenUrl=https://l.example.com/t,clientId=gcx,secret=S',
    'arn:aws:states:eu-west-1:111122223333:stateMachine:audit,role=arn:aws:iam::111122223333:role/a',
  )
  .map(parseTarget);
const topics = fc
  .tuple(fc.constantFrom('sns:sold', 'sns:left', 'existing-sns:shared'), subscribers)
  .map(([word, of]) => ({ ...parseTarget(word), subscribers: of }));
const route = fc.record({
  name: fc.constantFrom('sales', 'route', 'direction', 'a', 'Support', 'sns'),
  events: fc.uniqueArray(events, { minLength: 1, maxLength: 2, selector: ({ name }) => name }),
  // Names before patterns: their order means nothing, and flags of two names do not keep it.
  queues: fc
    .uniqueArray(queues, { maxLength: 3, selector: (each) => JSON.stringify(each) })
    .map((all) => all.toSorted((one, other) => Number('glob' in one) - Number('glob' in other))),
  where: fc.uniqueArray(where, { maxLength: 2, selector: ({ field }) => field }),
  targets: fc.uniqueArray(fc.oneof(plain, topics), {
    minLength: 1,
    maxLength: 4,
    selector: ({ inFile }) => JSON.stringify(inFile),
  }),
});
const environment = fc.record(
  {
    name: fc.constantFrom('production', 'test', 'a-b_c'),
    suffix: fc.constant('x.y_z'),
    account: fc.constant('444455556666'),
    organization: fc.constant('2f6b0f5e-7c1d-4b0a-9a55-0f1c8e3d7a42'),
    region: fc.constant('eu-west-2'),
  },
  { requiredKeys: ['name'] },
);
const answers: fc.Arbitrary<InitAnswers> = fc.record({
  project: fc.constant('shop'),
  genesys: fc.constant(GROUND.genesys),
  aws: fc.constant(GROUND.aws),
  routes: fc.uniqueArray(route, { minLength: 1, maxLength: 3, selector: ({ name }) => name }),
  deadLetter: fc.option(fc.constant('letters'), { nil: undefined }),
  log: fc.boolean(),
  environments: fc.uniqueArray(environment, { maxLength: 2, selector: ({ name }) => name }),
}) as fc.Arbitrary<InitAnswers>;

/** The flags as the command itself reads them. */
async function flagsOf(words: readonly string[]): Promise<InitFlagValues> {
  const { flags } = await Parser.parse([...words], { flags: initFlags });
  return flags as unknown as InitFlagValues;
}

/** A person who cannot be asked anything. */
const NOBODY = person([], undefined, true);

describe('the command that gives answers again', () => {
  it('makes the same file, and asks nothing, whatever was answered', async () => {
    const sources = { queues: async () => QUEUES, aws: {} as never };
    await fc.assert(
      fc.asyncProperty(answers, async (given) => {
        const flags = await flagsOf(commandWords({ answered: allAnswered(given), flags: NO_FLAGS }, 'x.yml'));
        const interviewer: Interviewer = {
          ...NOBODY,
          tell: () => {},
          answered: () => [],
          goTo: () => {
            fc.pre(false);
            throw new Error('it does not go on here');
          },
          part: () => interviewer,
        };
        const again = await collectAnswers(flags, GROUND, sources, interviewer as never);
        expect(configFileText(again)).toBe(configFileText(given));
        expect(again.routes.map(({ targets }) => targets)).toEqual(
          given.routes.map(({ targets }) => targets),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('continues where a person stopped: the same file, or a question again for what it names', async () => {
    const seen = { same: 0, left: 0 };
    await inSandbox(async ({ folder, sides }) => {
      const file = join(folder, 'new.yml');
      const run = async (flags: InitFlagValues, asker: Parameters<typeof runInit>[1]['asker']) => {
        rmSync(file, { force: true });
        const made = await runInit(
          { flags, file, overwrite: false, env: {} },
          {
            ...(asker === undefined ? {} : { asker }),
            open: async () => sides,
            say: () => {},
            connected: () => '',
          },
        );
        return { made, text: existsSync(file) ? readFileSync(file, 'utf8') : '' };
      };
      const start = { ...NO_FLAGS, sandbox: true };
      // Without going back, as what was answered before would be suggested in one of the runs only.
      const ahead = fc.array(
        fc.nat(1000).filter((number) => number % 8 !== 7),
        { maxLength: 40 },
      );
      await fc.assert(
        fc.asyncProperty(ahead, async (drawn) => {
          const { made } = await run(start, person(drawn, undefined, true));
          if (made.kind !== 'ended' || made.goOn === undefined) return;
          const asked: string[] = [];
          const flags = { ...(await flagsOf(made.goOn)), sandbox: true };
          const continued = await run(flags, person([], { asked: ({ message }) => asked.push(message) }));
          if (made.left.length === 0) {
            seen.same++;
            expect(continued.text).toBe((await run(start, person(drawn))).text);
          } else {
            seen.left++;
            expect(
              asked.some((question) => made.left.some((each) => sameQuestion(each.question, question))),
            ).toBe(true);
          }
        }),
        { numRuns: 6 },
      );
    });
    expect(seen.same + seen.left).toBeGreaterThan(0);
  });

  it('takes a list of values as JSON, so that a value may hold a comma', () => {
    expect(whereFrom('conversationId=["a,b","c"]', [])).toEqual({
      field: 'conversationId',
      values: ['a,b', 'c'],
    });
    expect(whereFrom('conversationId=[a]', [])).toEqual({ field: 'conversationId', values: ['[a]'] });
  });
});

/** Questions that name what was answered before are the same. */
function sameQuestion(one: string, other: string): boolean {
  const plain = (question: string): string => question.replace(/So far: .*|^Selected: .*(?=Add )/, '');
  return plain(one) === plain(other);
}
