/** Amazon Kinesis Data Streams as gcx uses it. */
export interface KinesisApi {
  /** Names of the first `Limits.listedNames` streams of the account. */
  streamNames(): Promise<readonly string[]>;
}

/** Amazon Data Firehose as gcx uses it. */
export interface FirehoseApi {
  /** Names of the first `Limits.listedNames` streams of the account. */
  streamNames(): Promise<readonly string[]>;
}

/** AWS Step Functions as gcx uses it. */
export interface StepFunctionsApi {
  /** Names of the first `Limits.listedNames` state machines of the account. */
  machineNames(): Promise<readonly string[]>;
}
