import type { FunctionConfiguration } from '../../../clients/aws/answers.js';
import { type AttributeTable, none, ours, parts, people } from '../door/attributes.js';

const state = none('gcx waits for it before and after a change');
const ofImages = none('it is of functions that are container images; a processor is a zip');

/** What Lambda answers of a function (GetFunctionConfiguration). Values of environment variables are not in it. */
export const functionAttributes: AttributeTable<FunctionConfiguration> = {
  FunctionName: none('a function of another name is another function'),
  FunctionArn: none('it follows from the name'),
  MasterArn: none('it is of Lambda@Edge'),
  Version: none('gcx works on $LATEST'),
  Runtime: ours('The code may not run.'),
  Role: ours('Without the rights that it needs every event fails.'),
  Handler: ours('Another one: every event fails.'),
  Description: ours(),
  Timeout: ours('Too short: events fail; too long: they are handled twice.'),
  MemorySize: ours('Too little: events fail.'),
  CodeSize: none('it follows from the code'),
  CodeSha256: ours('Other code handles the events.'),
  ConfigSha256: none('it follows from the configuration'),
  Architectures: ours('The code may not run.'),
  PackageType: none('it is fixed when the function is made'),
  Environment: parts({
    Variables: none('compared by name, and by value only within AWS: values can be secret'),
    Error: none('it explains variables that Lambda cannot decrypt'),
  }),
  KMSKeyArn: people('A key that Lambda may not use: every event fails.'),
  VpcConfig: parts({
    SubnetIds: people(
      'Without a way out of them (a NAT, endpoints of SQS, DynamoDB and what the handler calls) every event fails.',
    ),
    SecurityGroupIds: people('One that lets nothing out: every event fails.'),
    VpcId: none('it follows from the subnets'),
    Ipv6AllowedForDualStack: people(),
  }),
  DeadLetterConfig: parts({
    TargetArn: people('It is for asynchronous calls, which a processor does not get.'),
  }),
  TracingConfig: parts({ Mode: people() }),
  RevisionId: none('it changes with each change'),
  Layers: parts({
    Arn: people('A layer can put other modules in the place of the processor’s.'),
    CodeSize: none('it follows from the layer'),
    SigningProfileVersionArn: none('it follows from the layer'),
    SigningJobArn: none('it follows from the layer'),
  }),
  State: state,
  StateReason: state,
  StateReasonCode: state,
  LastUpdateStatus: state,
  LastUpdateStatusReason: state,
  LastUpdateStatusReasonCode: state,
  LastModified: none('it says only when'),
  FileSystemConfigs: parts({
    Arn: people(),
    LocalMountPath: people(),
    S3FilesConfig: none('it says only how files are kept'),
  }),
  SigningProfileVersionArn: none('it follows from the code'),
  SigningJobArn: none('it follows from the code'),
  ImageConfigResponse: ofImages,
  EphemeralStorage: parts({ Size: people() }),
  SnapStart: none('Node.js has none'),
  RuntimeVersionConfig: none('AWS keeps the runtime up to date'),
  LoggingConfig: parts({
    LogFormat: people('Text: metrics of the processor’s log are not counted.'),
    ApplicationLogLevel: people(
      'Above INFO: metrics of the processor’s log are not counted, and its alarms never go off.',
    ),
    SystemLogLevel: people(),
    LogGroup: people('Another log group: the log of the processor is not found.'),
  }),
  TenancyConfig: none('it is fixed when the function is made'),
  CapacityProviderConfig: none('it is fixed when the function is made'),
  DurableConfig: none('it is of durable functions, which a processor is not'),
};
