import * as z from 'zod';

/**
 * The schema of an object, complete by its type: a field that the type gets and the schema does not is an error of the
 * compiler. Optional ones are so in the schema, too.
 */
export function objectOf<T>() {
  return <Shape extends { readonly [Key in keyof T]-?: z.ZodType }>(shape: Shape) => z.object(shape);
}

/** A list. */
export function listOf<Item extends z.ZodType>(item: Item) {
  return z.array(item).readonly();
}

/** A text, with what it is. */
export function text(description?: string) {
  return description === undefined ? z.string() : z.string().describe(description);
}

/** A whole number of things. */
export const count = z.int().min(0);

/** True, or absent. */
export const flag = z.literal(true).optional();

/** Time as ISO 8601 in UTC. */
export const time = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
