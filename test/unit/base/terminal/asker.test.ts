import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { type Asker, createAsker, endedByPerson, WentBack } from '../../../../src/lib/base/terminal/asker.js';
import { answered, key, onScreen } from '../../cli/answered.js';

describe('createAsker', () => {
  it('takes the standard answer on Enter, and a text that is typed', async () => {
    expect(await answered((asker) => asker.text('Name', { standard: 'events' }), key.enter)).toBe('events');
    expect(await answered((asker) => asker.text('Name'), 'sales', key.enter)).toBe('sales');
  });

  it('asks again where the text is wrong', async () => {
    const problem = (text: string): string | undefined => (text === 'good' ? undefined : 'no');
    expect(await answered((asker) => asker.text('Name', { problem }), 'go', key.enter, 'od', key.enter)).toBe(
      'good',
    );
  });

  it('confirms', async () => {
    expect(await answered((asker) => asker.confirm('Sure?', false), key.enter)).toBe(false);
    expect(await answered((asker) => asker.confirm('Sure?', false), 'y', key.enter)).toBe(true);
  });

  it('gives back the value that was chosen, starting at the standard one', async () => {
    const choices = [1, 2, 3].map((value) => ({ value: { value }, name: `number ${value}` }));
    expect(await answered((asker) => asker.choose('Which?', choices), key.down, key.enter)).toEqual({
      value: 2,
    });
    const standard = choices[2]?.value;
    expect(await answered((asker) => asker.choose('Which?', choices, standard), key.enter)).toBe(standard);
  });

  it('searches', async () => {
    const names = ['Sales', 'Support', 'Billing'];
    const source = (term: string | undefined) =>
      names.filter((name) => name.toLowerCase().includes(term ?? '')).map((name) => ({ value: name, name }));
    expect(await answered((asker) => asker.search('Queue?', source), 'bill', key.enter)).toBe('Billing');
  });

  it('shows nothing of a secret', async () => {
    const { answer, screen } = await onScreen((asker) => asker.secret('Secret'), 'hush-hush', key.enter);
    expect(answer).toBe('hush-hush');
    expect(screen).toContain('Secret');
    expect(screen).not.toContain('hush');
  });

  it('takes several of a list, and at least one where it has to', async () => {
    const choices = [1, 2, 3].map((value) => ({ value, name: `number ${value}` }));
    expect(
      await answered(
        (asker) => asker.several('Which?', choices),
        key.space,
        key.down,
        key.down,
        key.space,
        key.enter,
      ),
    ).toEqual([1, 3]);
    expect(
      await answered(
        (asker) => asker.several('Which?', choices, { atLeastOne: true }),
        key.enter,
        key.space,
        key.enter,
      ),
    ).toEqual([1]);
    expect(await answered((asker) => asker.several('Which?', choices, { standard: [2] }), key.enter)).toEqual(
      [2],
    );
  });

  it('keeps the lines as they were, whatever is typed at later questions', async () => {
    const answer = await answered(
      async (asker) => ({ lines: await asker.lines('Names'), later: await asker.text('Later') }),
      'Sales\r',
      '\r',
      'later',
      key.enter,
    );
    expect(answer).toEqual({ lines: ['Sales'], later: 'later' });
  });

  it('takes every line of a list that is pasted at once', async () => {
    expect(await answered((asker) => asker.lines('Names'), 'Sales\rSupport DE\rBilling\r', '\r')).toEqual([
      'Sales',
      'Support DE',
      'Billing',
    ]);
  });

  it.each([
    ['text', (asker) => asker.text('Name')],
    ['secret', (asker) => asker.secret('Name')],
    ['confirm', (asker) => asker.confirm('Sure?', true)],
    ['choose', (asker) => asker.choose('Which?', [{ value: 1, name: 'one' }])],
    ['several', (asker) => asker.several('Which?', [{ value: 1, name: 'one' }])],
    ['search', (asker) => asker.search('Which?', () => [{ value: 1, name: 'one' }])],
    ['lines', (asker) => asker.lines('Names')],
  ] as readonly (readonly [string, (asker: Asker) => Promise<unknown>])[])(
    'goes back from %s with Esc, and ends with Ctrl-C',
    async (_, ask) => {
      await expect(answered(ask, key.escape)).rejects.toBeInstanceOf(WentBack);
      await expect(answered(ask, key.interrupt)).rejects.toSatisfy(endedByPerson);
    },
  );

  it('takes no Esc where it was opened without', async () => {
    const input = new PassThrough();
    const asker = await createAsker({ input, output: new PassThrough() });
    const answer = asker.text('Name', { standard: 'events' });
    await new Promise((resolve) => setImmediate(resolve));
    input.emit('keypress', undefined, { name: 'escape' });
    input.write(key.enter);
    expect(await answer).toBe('events');
  });
});
