/**
 * The pages of a list, one after the other.
 * @param read Reads the page of a token; without one, the first.
 * @param next The token of the page after a page; none, or an empty one, after the last.
 */
export async function* pagesOf<Page>(
  read: (token: string | undefined) => Promise<Page>,
  next: (page: Page) => string | undefined,
): AsyncGenerator<Page> {
  let token: string | undefined;
  do {
    const page: Page = await read(token);
    yield page;
    token = next(page);
  } while (token !== undefined && token !== '');
}
