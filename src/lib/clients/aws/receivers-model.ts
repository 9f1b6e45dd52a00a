/** Amazon Kinesis Data Streams as gcx uses it. */
export interface KinesisApi {
  /** The status of a stream of the account, in AWS's word (`ACTIVE`, `DELETING`, …). Undefined where there is no such stream. */
  streamStatus(name: string): Promise<string | undefined>;
  /** Names of the first `Limits.listedNames` streams of the account. */
  streamNames(): Promise<readonly string[]>;
}

/** Amazon Data Firehose as gcx uses it. */
export interface FirehoseApi {
  /** As `streamStatus` of {@link KinesisApi}. */
  streamStatus(name: string): Promise<string | undefined>;
  /** Names of the first `Limits.listedNames` streams of the account. */
  streamNames(): Promise<readonly string[]>;
}

/** AWS Step Functions as gcx uses it. */
export interface StepFunctionsApi {
  /** As `streamStatus` of {@link KinesisApi}. @param arn of the state machine, without a version or alias */
  machineStatus(arn: string): Promise<string | undefined>;
  /** Names of the first `Limits.listedNames` state machines of the account. */
  machineNames(): Promise<readonly string[]>;
}
