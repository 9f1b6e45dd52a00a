/** `gcx doctor`: what stops events between Genesys Cloud and each target. */
export { diagnose, doctorExitCode } from './diagnose.js';
export type { Diagnosis, Finding, Reach, Unseen } from './model.js';
