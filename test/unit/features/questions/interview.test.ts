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

it('goes back to a question that is named, and keeps the later answers', async () => {
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
    key.enter,
    key.enter,
  );
  expect(answer).toEqual({ name: 'billing', fruit: 'banana', sure: undefined, more: ['apple', 'cherry'] });
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
