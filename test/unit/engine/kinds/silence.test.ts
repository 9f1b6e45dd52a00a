import { describe, expect, it } from 'vitest';
import { silenceMath } from '../../../../src/lib/engine/kinds/alarm/silence.js';
import { readHours } from '../../../../src/lib/language/names/hours.js';

const hours = readHours('Mon-Fri 08:00-18:00 Europe/Berlin');
if ('problem' in hours) throw new Error(hours.problem);

describe('the expression of a silent route', () => {
  it('adds up all rules, takes no data for none, and judges whole stretches of the hours only', () => {
    const math = silenceMath('partner', ['shop-a-1', 'shop-a-2'], {
      atLeast: 3,
      withinSeconds: 7_200,
      hours,
    });
    expect(math?.expressions).toEqual([
      { id: 'e1', expression: 'SUM([FILL(m1,0),FILL(m2,0),TIME_SERIES(0)])' },
      {
        id: 'e2',
        expression:
          'IF(((DAY(e1)>=1 AND DAY(e1)<=5) AND (HOUR(e1)*60+MINUTE(e1))>=420 AND (HOUR(e1)*60+MINUTE(e1))<=840),e1,3)',
      },
    ]);
    expect(math?.metrics.map(({ dimensions }) => dimensions)).toEqual([
      { EventBusName: 'partner', RuleName: 'shop-a-1' },
      { EventBusName: 'partner', RuleName: 'shop-a-2' },
    ]);
  });

  it('names only the rule on the default bus, where CloudWatch has no other dimension', () => {
    const math = silenceMath('default', ['one'], { atLeast: 1, withinSeconds: 300 });
    expect(math?.metrics[0]?.dimensions).toEqual({ RuleName: 'one' });
    expect(math?.expressions.map(({ id }) => id)).toEqual(['e1']);
  });

  it('is none for more rules than an alarm may look at', () => {
    const rules = Array.from({ length: 11 }, (_, index) => `r${index}`);
    expect(silenceMath('partner', rules, { atLeast: 1, withinSeconds: 300 })).toBeUndefined();
  });
});
