/** Where questions are asked; stderr by default, so that stdout stays the result's. */
export interface AskerStreams {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
}
