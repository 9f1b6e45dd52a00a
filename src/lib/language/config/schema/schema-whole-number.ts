import { z } from 'zod';
import type { IssueDetails } from './schema-parts.js';

/** A whole number between two bounds of gcx's own, both included. */
export function wholeNumber(min: number, max: number, description: string) {
  return z
    .number()
    .check((context) => {
      if (Number.isInteger(context.value) && context.value >= min && context.value <= max) return;
      const details: IssueDetails = {
        code: 'out-of-range',
        fix: `Write a whole number from ${min} to ${max}.`,
      };
      context.issues.push({
        code: 'custom',
        input: context.value,
        message: `${context.value} is no whole number from ${min} to ${max}.`,
        params: { ...details },
      });
    })
    .meta({ description, minimum: min, maximum: max, multipleOf: 1 });
}
