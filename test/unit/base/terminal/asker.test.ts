import { describe, expect, it } from 'vitest';
import { answered, key } from '../../cli/answered.js';

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
});
