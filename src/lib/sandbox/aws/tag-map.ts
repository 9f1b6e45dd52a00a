/** Tags by key. */
export type TagMap = Record<string, string>;
