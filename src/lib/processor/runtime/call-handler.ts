/** A handler took more than its time. */
export class HandlerTimedOut extends Error {
  override readonly name = 'HandlerTimedOut';

  constructor(milliseconds: number) {
    super(
      `The handler was not done after ${Math.round(milliseconds)} ms, when the invocation's time was up.`,
    );
  }
}

/**
 * Calls a handler with a signal that is aborted when its time is up.
 * @throws what the handler throws; HandlerTimedOut
 */
export async function callWithin(
  milliseconds: number,
  call: (signal: AbortSignal) => Promise<void> | void,
): Promise<void> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const timeUp = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const error = new HandlerTimedOut(milliseconds);
      reject(error);
      controller.abort(error);
    }, milliseconds);
  });
  try {
    await Promise.race([call(controller.signal), timeUp]);
  } finally {
    clearTimeout(timer);
  }
}
