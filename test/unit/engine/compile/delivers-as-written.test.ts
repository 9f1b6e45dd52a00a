import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileRules } from '../../../../src/lib/engine/compile/index.js';
import { eventsFor, picker, sketches } from './arbitrary-file.js';
import { deliver, readDirectly } from './direct-reading.js';
import { fileOf, NAMES } from './file-builder.js';

describe('compiled rules', () => {
  it('deliver an event to a target as often as the file says', () => {
    fc.assert(
      fc.property(sketches, fc.integer(), (routes, seed) => {
        const file = fileOf(routes);
        const { rules } = compileRules(file.config, file.queues, [], NAMES);
        for (const event of eventsFor([file], picker(seed))) {
          expect(deliver(rules, event)).toEqual(readDirectly(file, event));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('keep to the quotas of patterns, targets and names', () => {
    fc.assert(
      fc.property(sketches, (routes) => {
        const file = fileOf(routes);
        const { rules } = compileRules(file.config, file.queues, [], NAMES);
        for (const rule of rules) {
          expect(JSON.stringify(rule.pattern).length).toBeLessThanOrEqual(2048);
          expect(rule.targets.length).toBeGreaterThanOrEqual(1);
          expect(rule.targets.length).toBeLessThanOrEqual(5);
          expect(rule.name).toMatch(/^contact-center-[.\-_A-Za-z0-9]+-\d+$/);
          expect(rule.name.length).toBeLessThanOrEqual(64);
          expect(new Set(rule.targets.map((target) => target.id)).size).toBe(rule.targets.length);
          for (const { id } of rule.targets) expect(id).toMatch(/^[.\-_A-Za-z0-9]{1,64}$/);
        }
        expect(new Set(rules.map((rule) => rule.name)).size).toBe(rules.length);
      }),
      { numRuns: 60 },
    );
  });
});
