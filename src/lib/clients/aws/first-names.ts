import { Limits } from '../../base/limits.js';

/** The names on pages, until there are as many as gcx offers to choose from: of more, further pages are not asked for. */
export async function firstNames<Page>(
  pages: AsyncIterable<Page>,
  namesOn: (page: Page) => readonly string[],
): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const page of pages) {
    names.push(...namesOn(page));
    if (names.length >= Limits.listedNames) return names.slice(0, Limits.listedNames);
  }
  return names;
}
