/** Columns of texts that are laid out for people where the terminal is not narrower: what fits every terminal. */
const TEXT_COLUMNS = 80;

/** Narrower than this, nothing is laid out: the terminal breaks lines by itself. */
const FEWEST_COLUMNS = 40;

/** A stream as far as its width is concerned: `process.stdout`, `process.stderr`. */
export interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Columns of a terminal, at least {@link FEWEST_COLUMNS}; undefined where the stream is a file or a pipe, or does not say. */
export function columnsOf({ isTTY, columns }: Screen): number | undefined {
  if (isTTY !== true || columns === undefined || columns < 1) return undefined;
  return Math.max(FEWEST_COLUMNS, columns);
}

/** Columns that a text for people is laid out for: 80, on a narrower terminal its own. In a file or a pipe 80. */
export function textColumns(screen: Screen = process.stdout): number {
  return Math.min(TEXT_COLUMNS, columnsOf(screen) ?? TEXT_COLUMNS);
}

/** Columns of what asks and leads a person, and of files that it writes: it fits a terminal of 80, with the frame of an editor. */
export const LINE_COLUMNS = 78;

/** A screen that is not wider than {@link LINE_COLUMNS}. */
export function narrowed({ isTTY, columns }: Screen): Screen {
  return {
    ...(isTTY === undefined ? {} : { isTTY }),
    ...(columns === undefined ? {} : { columns: Math.min(LINE_COLUMNS, columns) }),
  };
}
