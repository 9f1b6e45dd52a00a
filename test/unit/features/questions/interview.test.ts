import { expect, it } from 'vitest';
import type { Asker } from '../../../../src/lib/base/terminal/asker.js';
import { type Interviewer, interview } from '../../../../src/lib/features/questions/index.js';
import { key, onScreen } from '../../cli/answered.js';

const FRUITS = ['apple', 'banana', 'cherry'].map((value) => ({ value, name: value }));

/** Two questions of each kind that hangs on the one before. */
async function flow(asker: Interviewer) {
  const name = await asker.text('Name', { standard: 'events' });
  asker.tell(`hello ${name}`);
  const fruit = await asker.choose('Fruit', FRUITS);
  const sure = fruit === 'apple' ? await asker.confirm('Apple?', true) : undefined;
  const more = await asker.several('More', FRUITS);
  return { name, fruit, sure, more };
}

const run = (asker: Asker, say: (text: string) => void) => interview(asker, say, flow);

it('goes back at each question, and offers again what was answered', async () => {
  const { answer, screen } = await onScreen(
    run,
    'sales',
    key.enter,
    key.enter,
    'n',
    key.enter,
    key.space,
    // Back to "Apple?", "Fruit", "Name", of which each still has its answer.
    key.escape,
    key.escape,
    key.escape,
    key.enter,
    key.enter,
    key.enter,
    key.down,
    key.space,
    key.enter,
  );
  expect(answer).toEqual({ name: 'sales', fruit: 'apple', sure: false, more: ['banana'] });
  expect(screen.split('hello sales')).toHaveLength(2);
});

it('asks what an answer that was changed leads to', async () => {
  const { answer } = await onScreen(run, key.enter, key.enter, key.escape, key.down, key.enter, key.enter);
  expect(answer).toEqual({ name: 'events', fruit: 'banana', sure: undefined, more: [] });
});

it('asks the first question again where there is none before', async () => {
  const { answer } = await onScreen(run, key.escape, 'x', key.enter, key.down, key.enter, key.enter);
  expect(answer.name).toBe('x');
});

it('goes back to a question that is named, and asks no later one that does not depend on it', async () => {
  let reviews = 0;
  const { answer } = await onScreen(
    (asker, say) =>
      interview(asker, say, async (interviewer) => {
        const found = await flow(interviewer);
        const answered = interviewer.answered();
        if (reviews++ === 0) {
          expect(answered).toEqual([
            { question: 'Name', answer: 'sales' },
            { question: 'Fruit', answer: 'banana' },
            { question: 'More', answer: 'apple, cherry' },
          ]);
          interviewer.goTo(0, answered.length);
        }
        return found;
      }),
    'sales',
    key.enter,
    key.down,
    key.enter,
    key.space,
    key.down,
    key.down,
    key.space,
    key.enter,
    'billing',
    key.enter,
  );
  expect(answer).toEqual({ name: 'billing', fruit: 'banana', sure: undefined, more: ['apple', 'cherry'] });
});

/** Answers, goes back to the question at a place once, and answers again. */
function changing<T>(place: number, ask: (asker: Interviewer) => Promise<T>) {
  let reviews = 0;
  return (asker: Asker, say: (text: string) => void) =>
    interview(asker, say, async (interviewer) => {
      const found = await ask(interviewer);
      if (reviews++ === 0) interviewer.goTo(place, interviewer.answered().length);
      return found;
    });
}

it('asks again what is put otherwise after a change, or does not take its answer any more, and offers that', async () => {
  const ask = async (asker: Interviewer) => {
    const name = await asker.text('Name');
    const queue = await asker.text('Queue', { standard: `${name}-inbox` });
    const suffix = await asker.text('Suffix', {
      problem: (text) => (text === name ? 'It is the name.' : undefined),
    });
    return [name, queue, suffix, await asker.text('Last')];
  };
  const { answer, screen } = await onScreen(
    changing(0, ask),
    'sales',
    key.enter,
    'own',
    key.enter,
    'prod',
    key.enter,
    'end',
    key.enter,
    // The suggestion for the queue is another one, and its suffix is now the name.
    'prod',
    key.enter,
    key.enter,
    '2',
    key.enter,
  );
  expect(answer).toEqual(['prod', 'own', '2', 'end']);
  expect(screen).toContain('Suffix (prod)');
});

it('takes an answer for its own question only, though a part that asks the same comes before it', async () => {
  const list = async (asker: Interviewer, name: string) => {
    const taken: string[] = [];
    for (;;) {
      const part = asker.part(`${name} ${taken.length}`);
      taken.push(await part.text('Which?'));
      if (!(await part.confirm('More?', false))) return taken;
    }
  };
  const ask = async (asker: Interviewer) => [await list(asker, 'first'), await list(asker, 'second')];
  const { answer } = await onScreen(
    // To the first "More?".
    changing(1, ask),
    'one',
    key.enter,
    key.enter,
    'two',
    key.enter,
    key.enter,
    'y',
    key.enter,
    'new',
    key.enter,
    key.enter,
  );
  expect(answer).toEqual([['one', 'new'], ['two']]);
});

it('asks what a change leads to, though it was answered before an earlier change', async () => {
  let reviews = 0;
  const { answer } = await onScreen(
    (asker, say) =>
      interview(asker, say, async (interviewer) => {
        const wanted = await interviewer.confirm('Wanted?', true);
        const name = wanted ? await interviewer.text('Name', { standard: 'inbox' }) : undefined;
        if (reviews++ < 2) interviewer.goTo(0, interviewer.answered().length);
        return name;
      }),
    key.enter,
    'letters',
    key.enter,
    'n',
    key.enter,
    'y',
    key.enter,
    '2',
    key.enter,
  );
  expect(answer).toBe('2');
});

it('offers a pasted list again, which Enter keeps', async () => {
  const ask = async (asker: Interviewer) => asker.lines('Names');
  const { answer, screen } = await onScreen(changing(0, ask), 'Sales\rSupport DE\r', '\r', '\r');
  expect(answer).toEqual(['Sales', 'Support DE']);
  expect(screen).toContain('Press Enter to keep what you entered before: Sales; Support DE');
});

it('finds an answer to a search again that only what was typed offered', async () => {
  const { answer } = await onScreen(
    (asker, say) =>
      interview(asker, say, async (interviewer) => {
        const found = await interviewer.search('Which?', (term) =>
          [...FRUITS, ...(term === 'zebra' ? [{ value: 'zebra', name: 'zebra' }] : [])].filter(({ name }) =>
            name.includes(term ?? ''),
          ),
        );
        return [
          found,
          await interviewer.confirm('Sure?', true),
          await interviewer.text('Last', { standard: 'x' }),
        ];
      }),
    'zebra',
    key.enter,
    key.enter,
    key.escape,
    'n',
    key.enter,
    key.enter,
  );
  expect(answer).toEqual(['zebra', false, 'x']);
});

it('never gives a secret as an answer to show', async () => {
  await onScreen(
    (asker, say) =>
      interview(asker, say, async (interviewer) => {
        const secret = await interviewer.secret('Secret');
        expect(secret).toBe('hush');
        expect(JSON.stringify(interviewer.answered())).not.toContain('hush');
      }),
    'hush',
    key.enter,
  );
});
