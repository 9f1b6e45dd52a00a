/** Esc: the person wants the question before this one. */
export class WentBack extends Error {
  override name = 'WentBack';

  constructor() {
    super('The person went back a question.');
  }
}
