import { describe, expect, it } from 'vitest';
import { failingNow } from '../../../../src/lib/features/status/failing-now.js';

const at = (clock: string): number => {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return (hours * 60 + minutes) * 60_000;
};
const minutes = (...clocks: readonly string[]) => clocks.map(at);
const from = at('11:20');

describe('whether deliveries fail now', () => {
  it('is no where none failed, with events and without', () => {
    expect(failingNow(minutes('14:00'), [], from)).toBeUndefined();
    expect(failingNow([], [], from)).toBeUndefined();
  });

  it('is yes where one of the last ten minutes with events failed, whenever these were', () => {
    expect(failingNow(minutes('13:50', '14:00'), minutes('13:55', '14:00'), from)).toEqual({
      since: at('13:55'),
      orBefore: false,
    });
    expect(failingNow(minutes('12:00'), minutes('12:00'), from)).toMatchObject({ since: at('12:00') });
    // Its number came a minute early.
    expect(failingNow(minutes('12:01'), minutes('12:00'), from)).toMatchObject({ since: at('12:00') });
    // Given up long after the event fitted.
    expect(failingNow(minutes('11:30'), minutes('13:00'), from)).toMatchObject({ since: at('13:00') });
  });

  it('is no where events were delivered since, for more than ten minutes', () => {
    expect(failingNow(minutes('13:55', '14:06'), minutes('13:55'), from)).toBeUndefined();
    expect(failingNow(minutes('13:55', '14:05'), minutes('13:55'), from)).toBeDefined();
  });

  it('begins after the last while in which all went well', () => {
    const matched = minutes('12:00', '12:30', '13:00', '13:55', '14:00');
    expect(failingNow(matched, minutes('12:00', '13:55', '14:00'), from)).toMatchObject({
      since: at('13:55'),
    });
    // Nothing came in between, so nothing went well.
    expect(failingNow(minutes('12:00', '14:00'), minutes('12:00', '14:00'), from)).toMatchObject({
      since: at('12:00'),
    });
  });

  it('may have begun before the first minute that was looked at', () => {
    expect(failingNow(minutes('11:25', '14:00'), minutes('11:25', '14:00'), from)).toEqual({
      since: at('11:25'),
      orBefore: true,
    });
  });
});
