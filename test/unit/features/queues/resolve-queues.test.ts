import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { ExitCode } from '../../../../src/lib/base/exit-codes.js';
import { GcxError } from '../../../../src/lib/base/gcx-error.js';
import type { SourcePosition } from '../../../../src/lib/base/terminal/diagnostic.js';
import { noQueueText } from '../../../../src/lib/cli/render/queue-text.js';
import { queuesFromFlags } from '../../../../src/lib/features/init/flag-answers.js';
import { listQueues, lookupQueues, nearQueueNames } from '../../../../src/lib/features/queues/list-queues.js';
import { queuesOfId } from '../../../../src/lib/features/queues/queues-by-id.js';
import { resolveQueues } from '../../../../src/lib/features/queues/resolve-queues.js';
import type { Config, QueueSelector, Route } from '../../../../src/lib/language/config/model.js';
import { globExpression } from '../../../../src/lib/language/names/globs.js';
import type { Queue } from '../../../../src/lib/language/queues/queue.js';
import { type FakeOrganization, fakeOrganization, queue } from '../../clients/genesys/fake-organization.js';

const open: FakeOrganization[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map(({ server }) => server.close()));
});

async function organization(queues: readonly Queue[]): Promise<FakeOrganization> {
  const started = await fakeOrganization(queues);
  open.push(started);
  return started;
}

function config(routes: Record<string, readonly QueueSelector[] | undefined>): Config {
  const route = (name: string, queues: readonly QueueSelector[] | undefined): Route => ({
    name,
    events: ['v2.detail.events.conversation.{id}.acd.end'],
    where: {},
    targets: ['t'],
    enabled: true,
    ...(queues === undefined ? {} : { queues }),
  });
  return {
    file: '.genesysrc.yml',
    project: 'p',
    environment: 'default',
    sharesBus: false,
    genesys: { environment: 'mypurecloud.ie', organization: 'o' },
    aws: { account: '111122223333', region: 'eu-west-1' },
    targets: {},
    routes: Object.fromEntries(Object.entries(routes).map(([name, queues]) => [name, route(name, queues)])),
  };
}

const name = (text: string, division?: string): QueueSelector => ({
  kind: 'name',
  name: text,
  ...(division === undefined ? {} : { division }),
});
const glob = (text: string): QueueSelector => ({ kind: 'glob', glob: text });

/** Line 10 of the first route, 20 of the second, and so on; the column says which selector. */
function locator(settings: Config) {
  return (path: readonly (string | number)[]): SourcePosition => ({
    file: settings.file,
    line: (Object.keys(settings.routes).indexOf(String(path[1])) + 1) * 10,
    column: Number(path[3]) + 1,
  });
}

async function failure(promise: Promise<unknown>): Promise<GcxError> {
  const error: unknown = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof GcxError)) throw new Error(`not a GcxError: ${String(error)}`);
  return error;
}

const small = [
  queue(1, 'Sales Support'),
  queue(2, 'Support', 'Retail'),
  queue(3, 'Support', 'Business'),
  queue(4, 'Sales DE Nord', 'Retail'),
  queue(5, 'Sales DE Süd', 'Retail'),
  queue(6, 'Billing (late)', 'Home'),
];

describe('resolving the queues of a file', () => {
  it('answers names, divisions, globs and ids, each queue once, by id', async () => {
    const { genesys } = await organization(small);
    const settings = config({
      a: [
        name('Sales Support'),
        name('Support', 'Retail'),
        glob('Sales*'),
        { kind: 'id', id: queue(6, '').id },
      ],
      b: undefined,
    });
    const resolved = await resolveQueues(genesys, settings, locator(settings));
    expect(Object.keys(resolved)).toEqual(['a']);
    expect(resolved['a']?.map(({ name: text, chosenBy }) => [text, chosenBy])).toEqual([
      ['Sales Support', 'name "Sales Support"'],
      ['Support', 'name "Support" in division "Retail"'],
      ['Sales DE Nord', 'glob "Sales*"'],
      ['Sales DE Süd', 'glob "Sales*"'],
      ['Billing (late)', `id ${queue(6, '').id}`],
    ]);
  });

  it('calls nothing where no route names queues', async () => {
    const { genesys, server } = await organization(small);
    const settings = config({ a: undefined });
    expect(await resolveQueues(genesys, settings, locator(settings))).toEqual({});
    expect(server.received).toEqual([]);
  });

  it('names every place that fits nothing, with near names and where it stands', async () => {
    const { genesys } = await organization(small);
    const settings = config({
      a: [name('Salse Support'), name('Sales Support'), name('Support')],
      b: [
        name('Support', 'Retial'),
        glob('Sales FR*'),
        { kind: 'id', id: 'ffffffff-0000-4000-8000-000000000000' },
      ],
    });
    const error = await failure(resolveQueues(genesys, settings, locator(settings)));
    expect(error.exitCode).toBe(ExitCode.error);
    expect(error.report.what).toContain('5 places');
    expect(error.report.why).toContain('divisions of its roles');
    const text = (error.report.details ?? []).join('\n');
    expect(text).toContain('.genesysrc.yml:10:1  No queue is called "Salse Support".');
    expect(text).toContain(`"Sales Support" in division "Home", id ${queue(1, '').id}`);
    expect(text).toContain('.genesysrc.yml:10:3  2 queues are called "Support".');
    expect(text).toContain('{ name: "Support", division: "Business" }');
    expect(text).toContain(`{ id: ${queue(3, '').id} }`);
    expect(text).toContain('.genesysrc.yml:20:1  Queue "Support" is not in division "Retial".');
    expect(text).toContain('.genesysrc.yml:20:2  No queue fits glob "Sales FR*".');
    expect(text).toContain('.genesysrc.yml:20:3  No queue has the id ffffffff');
  });

  it('shows a single place as the error itself', async () => {
    const { genesys } = await organization(small);
    const settings = config({ a: [name('sales support')] });
    const error = await failure(resolveQueues(genesys, settings, locator(settings)));
    expect(error.report.what).toBe('No queue is called "sales support".');
    expect(error.report.where).toBe('.genesysrc.yml:10:1');
    expect(error.report.details?.join('\n')).toContain('"Sales Support"');
  });
});

describe('a name that looks the same as that of a queue', () => {
  const near = [queue(1, 'Sales Support'), queue(2, 'Sales Support 2'), queue(3, 'Sales Suport')];
  const overlooked: readonly (readonly [string, string])[] = [
    ['Sales\u00a0Support', 'a no-break space'],
    ['Sales  Support', 'two spaces in a row'],
    ['Sales Support ', 'a space at the end'],
    ['sales support', 'upper and lower case'],
    ['Sаles Support', 'a Cyrillic letter that looks like "a"'],
    ['sales\u00a0Support', 'a no-break space and upper and lower case'],
  ];
  const lines = (difference: string) => [
    'Probably meant:',
    `- "Sales Support" in division "Home", id ${queue(1, '').id}`,
    `It differs only in ${difference}.`,
  ];

  it.each(overlooked)('in the file, %j: %s; that queue alone is shown', async (text, difference) => {
    const { genesys } = await organization(near);
    const settings = config({ a: [name(text)] });
    const error = await failure(resolveQueues(genesys, settings, locator(settings)));
    expect(error.report.details).toEqual(lines(difference));
  });

  it.each([
    ['Sales\u00a0Sup*t', 'a no-break space'],
    ['sales sup*t', 'upper and lower case'],
    ['Sales\u200b Sup*t', 'an invisible character (U+200B)'],
  ])('as a pattern %j: %s', async (glob, difference) => {
    const { genesys } = await organization(near);
    const settings = config({ a: [{ kind: 'glob', glob }] });
    const error = await failure(resolveQueues(genesys, settings, locator(settings)));
    expect(error.report.details?.join('\n')).toContain('"Sales Support"');
    expect(error.report.details?.at(-1)).toBe(`It differs only in ${difference}.`);
  });

  it('a part of an id as a name, and an id with a wrong digit, name the queues whose ids are like it', async () => {
    const { genesys } = await organization(near);
    const { id } = queue(2, '');
    const wrong = `${id.slice(0, -1)}${id.endsWith('f') ? 'e' : 'f'}`;
    for (const selector of [name(id.slice(0, 35)), { kind: 'id', id: wrong } as const]) {
      const settings = config({ a: [selector] });
      const error = await failure(resolveQueues(genesys, settings, locator(settings)));
      expect(error.report.details?.join('\n')).toContain(id);
    }
  });

  it('at the command line', async () => {
    const { genesys } = await organization(near);
    const error = await failure(lookupQueues(genesys, ['Sales\u00a0Support'], undefined));
    expect(error.report.details).toEqual(lines('a no-break space'));
    expect(() => queuesFromFlags(['Sales  Support'], near)).toThrow(
      expect.objectContaining({
        report: expect.objectContaining({
          fix: 'Did you mean "Sales Support"? It differs only in two spaces in a row.',
        }),
      }),
    );
  });

  it('in the division of a queue', async () => {
    const { genesys } = await organization(small);
    const settings = config({ a: [name('Support', 'retail')] });
    const error = await failure(resolveQueues(genesys, settings, locator(settings)));
    expect(error.report.what).toBe('Queue "Support" is not in division "retail".');
    expect(error.report.details?.at(-1)).toBe('The division differs only in upper and lower case.');
  });

  it('a name that is only misspelled has no such line', async () => {
    const { genesys } = await organization(near);
    const settings = config({ a: [name('Salse Support')] });
    const error = await failure(resolveQueues(genesys, settings, locator(settings)));
    expect(error.report.details?.join('\n')).not.toContain('differs');
  });
});

describe('calls for a large organisation', () => {
  const large = Array.from({ length: 5_000 }, (_, index) =>
    queue(index, `Queue ${String(index).padStart(5, '0')}`),
  );

  it('reads 5,000 queues with ten calls where many are named', async () => {
    const { genesys, calls } = await organization(large);
    const settings = config({ a: large.slice(0, 400).map((each) => name(each.name)) });
    const resolved = await resolveQueues(genesys, settings, locator(settings));
    expect(resolved['a']).toHaveLength(400);
    expect(calls()).toHaveLength(10);
  });

  it('asks only for those named where that is fewer', async () => {
    const { genesys, calls } = await organization(large);
    const settings = config({ a: [name('Queue 00017'), name('Queue 04711'), glob('Queue 0123*')] });
    const resolved = await resolveQueues(genesys, settings, locator(settings));
    expect(resolved['a']).toHaveLength(12);
    // One to count, then one for each.
    expect(calls()).toHaveLength(4);
  });

  it('asks once for one name', async () => {
    const { genesys, calls } = await organization(large);
    const settings = config({ a: [name('Queue 00017')], b: [name('Queue 00017')] });
    await resolveQueues(genesys, settings, locator(settings));
    expect(calls()).toEqual(['/api/v2/routing/queues?pageNumber=1&pageSize=500&name=Queue+00017']);
  });

  it('finds the same queues whichever calls it makes', async () => {
    const { genesys } = await organization(small);
    const all = await genesys.queues.all();
    const part = fc.constantFrom('', 'S', 'Sales', 'Sup', 'port', ' DE ', 'Nord', 'late', '(', 'ü');
    await fc.assert(
      fc.asyncProperty(fc.array(part, { minLength: 2, maxLength: 4 }), async (parts) => {
        const text = parts.join('*');
        const direct = all.filter((each) => globExpression(text).test(each.name)).map(({ id }) => id);
        const settings = config({ a: [glob(text)] });
        const found = await resolveQueues(genesys, settings, locator(settings)).then(
          (resolved) => (resolved['a'] ?? []).map(({ id }) => id),
          () => [],
        );
        expect(found).toEqual(direct.sort());
      }),
      { numRuns: 60 },
    );
  });
});

describe('looking up and listing', () => {
  it('gives queues in the order of the names', async () => {
    const { genesys } = await organization(small);
    const found = await lookupQueues(genesys, ['Sales Support', 'Billing (late)'], undefined);
    expect(found.map((each) => each.name)).toEqual(['Sales Support', 'Billing (late)']);
  });

  it('lists each queue of a name that several carry', async () => {
    const { genesys } = await organization(small);
    const error = await failure(lookupQueues(genesys, ['Support'], undefined));
    expect(error.report.code).toBe('queue-ambiguous');
    expect(error.report.details?.join('\n')).toContain(queue(3, '').id);
    const [only] = await lookupQueues(genesys, ['Support'], 'Business');
    expect(only?.id).toBe(queue(3, '').id);
  });

  it('an id gives the queue, a part of it too, and one that lost a character is told', async () => {
    const { genesys } = await organization(small);
    const { id } = queue(3, '');
    const told: string[] = [];
    const idsOf = async (text: string) =>
      (await lookupQueues(genesys, [text], undefined, (notice) => told.push(notice))).map((each) => each.id);
    for (const text of [id, id.toUpperCase(), id.replaceAll('-', '')])
      expect(await idsOf(text)).toEqual([id]);
    expect(told).toEqual([]);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: id.length - 1 }), (at) => {
        const lost = id.slice(0, at) + id.slice(at + 1);
        const all = [queue(1, ''), queue(2, ''), queue(3, '')];
        // What is found is a queue of which this id has lost a character: never another one.
        for (const each of queuesOfId(lost, all).fitting) expect(isOneLess(lost, each.id)).toBe(true);
      }),
    );
    const other = `${id.slice(0, -1)}${id.endsWith('f') ? '0' : 'f'}`;
    const error = await failure(lookupQueues(genesys, [other], undefined));
    expect(error.report.what).toBe(`No queue has the id ${other}.`);
    expect(error.report.details?.join('\n')).toContain(id);
  });

  it('a search that finds nothing names what is near, word by word', async () => {
    const { genesys } = await organization(small);
    expect(await nearQueueNames(genesys, 'Salse Supprt')).toEqual({ names: ['Sales Support'] });
    expect(await nearQueueNames(genesys, 'Biling')).toEqual({ names: ['Billing (late)'] });
    expect(await nearQueueNames(genesys, 'nothing like it')).toEqual({ names: [] });
  });

  it('a search that looks the same as a name says how it differs', async () => {
    const { genesys } = await organization([...small, queue(7, 'Sales Support 2')]);
    expect(await nearQueueNames(genesys, 'Billing  (late)')).toEqual({
      names: ['Billing (late)'],
      difference: 'only in two spaces in a row',
    });
    expect(noQueueText('Sales\u00a0DE Nord', await nearQueueNames(genesys, 'Sales\u00a0DE Nord'))).toBe(
      'No queue fits "Sales\u00a0DE Nord". Did you mean "Sales DE Nord"? It differs only in a no-break space.',
    );
    const error = await failure(listQueues(genesys, { division: 'retail' }));
    expect(error.report.fix).toBe('Did you mean "Retail"? It differs only in upper and lower case.');
  });

  it('searches parts of names and globs, whatever the capitals', async () => {
    const { genesys } = await organization(small);
    const names = async (search?: string, division?: string) =>
      (
        await listQueues(genesys, {
          ...(search === undefined ? {} : { search }),
          ...(division === undefined ? {} : { division }),
        })
      ).map((each) => each.name);
    expect(await names('sUPPort')).toEqual(['Sales Support', 'Support', 'Support']);
    expect(await names('sales*d')).toEqual(['Sales DE Nord', 'Sales DE Süd']);
    expect(await names(undefined, 'Home')).toEqual(['Billing (late)', 'Sales Support']);
    expect(await names('(late)')).toEqual(['Billing (late)']);
    expect(await names('nothing')).toEqual([]);
  });

  it('says which divisions there are', async () => {
    const { genesys } = await organization(small);
    const error = await failure(listQueues(genesys, { division: 'Retial' }));
    expect(error.report.fix).toContain('Retail');
  });
});

/** Whether one text is another without one of its characters. */
function isOneLess(less: string, whole: string): boolean {
  const digits = (text: string) => text.replaceAll('-', '');
  const [one, other] = [digits(less), digits(whole)];
  if (other.includes(one)) return true;
  return [...other].some((_, at) => other.slice(0, at) + other.slice(at + 1) === one);
}
