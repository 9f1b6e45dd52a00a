import { expect } from 'vitest';
import type { Diagnosis } from '../../src/lib/features/doctor/index.js';
import type { Breakage } from './breakages.js';

/** The breakages that a diagnosis does not name: the cause, and every route and target that is hit. */
export function unnamed({ findings }: Diagnosis, broken: readonly Breakage[]): readonly string[] {
  return broken.flatMap(({ name, cause, routes, targets }) => {
    const isNamed = findings.some(
      ({ what, why, stops }) =>
        cause.test(`${what} ${why}`) &&
        routes.every((route) => stops.routes.includes(route)) &&
        targets.every((target) => stops.targets.includes(target)),
    );
    return isNamed ? [] : [`${name}: ${findings.map(({ what }) => what).join(' | ')}`];
  });
}

/** Each finding is whole: whom it hits, why, and what to do. */
export function expectWhole({ findings }: Diagnosis): void {
  for (const { what, why, cure, stops } of findings) {
    expect(what).toMatch(/\S/);
    expect(`${what} ${why}`.length).toBeGreaterThan(20);
    expect(cure).toMatch(/gcx |aws |[a-z]{3,}/);
    expect(stops.routes.length + stops.targets.length, what).toBeGreaterThan(0);
  }
}
