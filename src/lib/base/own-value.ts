/**
 * What a record itself holds under a key that comes from outside (the file, the command line, a service): a plain look-up
 * also finds what every object has, such as `constructor` and `toString`.
 */
export function ownValue<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
