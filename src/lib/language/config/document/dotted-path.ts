/** A path of names with dots between them. */
export const DOTTED_PATH = /^[^.\s$[\]*]+(\.[^.\s$[\]*]+)*$/;
