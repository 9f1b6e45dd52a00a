/**
 * One mutating call to Genesys Cloud or AWS, as data: what a plan consists of, what a saved plan holds, and what the
 * tests of the no-loss rule replay one by one. What else it holds, the kind of resource says that makes it.
 */
export interface StepData {
  /** `SERVICE.CALL`, unique among the steps of all kinds. */
  readonly call: string;
}
