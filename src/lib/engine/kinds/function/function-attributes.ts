import { awsCommand } from '../../../base/hints/gcx-command.js';
import type { Concurrency, EnvironmentError, FunctionConfiguration } from '../../../clients/aws/answers.js';
import { type AttributeTable, none, ours, parts, people } from '../door/attributes.js';
import { does, type KindHarms, saidBy } from '../door/difference-harm.js';
import { type HarmContext, type HarmRule, onMade, onNumber } from '../door/harm.js';
import type { OptionalName } from './optional-settings.js';

const state = none('gcx waits for it before and after a change');
const ofImages = none('it is of functions that are container images; a processor is a zip');

/** Executions that Lambda begins with for an SQS queue, where nothing keeps it from more (Lambda Developer Guide, scaling of SQS event sources). */
const FEWEST_AT_ONCE = 5;

const fewAtOnce = onMade(
  onNumber((most, context) => {
    if (most >= FEWEST_AT_ONCE) return undefined;
    return {
      does:
        most === 0
          ? 'It does not run at all: every event waits in the SQS queue, and expires there.'
          : `No more than ${most} run at once: Lambda receives more from the SQS queue, and what it cannot run counts as a failed attempt, until it is dead-lettered.`,
      mend: `To take it away: ${awsCommand`lambda delete-function-concurrency --function-name ${nameIn(context)}`}`,
    };
  }),
);

const inVpc: HarmRule = onMade((value, context) =>
  Array.isArray(value) && value.length > 0
    ? {
        does: 'It runs in a VPC: without a way out of these subnets (a NAT, or endpoints of SQS, DynamoDB and what the handler calls) every event fails.',
        mend: `To take it out: ${awsCommand`lambda update-function-configuration --function-name ${nameIn(context)} --vpc-config 'SubnetIds=[],SecurityGroupIds=[]'`}`,
      }
    : undefined,
);

const layer: HarmRule = onMade((_value, context) => ({
  does: 'What it brings can take the place of modules of the processor, or fail before it: other code than the one that gcx built handles the events.',
  mend: `To take all layers away: ${awsCommand`lambda update-function-configuration --function-name ${nameIn(context)} --layers`}`,
}));

const quiet: HarmRule = onMade((value, context) =>
  value === 'WARN' || value === 'ERROR' || value === 'FATAL'
    ? {
        does: 'Lines of the processor below that level are not kept, those with its metrics among them: its alarms never go off.',
        mend: `To set it back: ${awsCommand`lambda update-function-configuration --function-name ${nameIn(context)} --logging-config LogFormat=Text`}`,
      }
    : undefined,
);

const logsElsewhere: HarmRule = onMade((value, context) =>
  value === `/aws/lambda/${nameIn(context)}`
    ? undefined
    : {
        does: 'The processor logs there, where its role may not write and they are not looked for.',
        mend: `To set it back: ${awsCommand`lambda update-function-configuration --function-name ${nameIn(context)} --logging-config LogGroup=/aws/lambda/${nameIn(context)}`}`,
      },
);

/** What Lambda answers of a function: its configuration (of its variables the names: values can be secret), and its concurrency. */
type FunctionAnswer = Omit<FunctionConfiguration, 'Environment'> & {
  readonly Concurrency: Concurrency;
  readonly Environment: { readonly Variables: readonly string[]; readonly Error: EnvironmentError };
};

/** What Lambda answers of a function (GetFunctionConfiguration, GetFunctionConcurrency), where the file names no optional setting. */
export const functionAttributes: AttributeTable<FunctionAnswer> = {
  Concurrency: parts({ ReservedConcurrentExecutions: people({ harm: fewAtOnce, usual: null }) }),
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
    Variables: ours(
      'Without those of gcx the processor finds neither its queues nor its table: every event fails.',
    ),
    Error: none('it explains variables that Lambda cannot decrypt'),
  }),
  // Whether Lambda may use it shows in the state.
  KMSKeyArn: people({ usual: null }),
  VpcConfig: parts({
    SubnetIds: people({ harm: inVpc }),
    // Told with the subnets.
    SecurityGroupIds: people(),
    VpcId: none('it follows from the subnets'),
    Ipv6AllowedForDualStack: people({ usual: false }),
  }),
  DeadLetterConfig: parts({
    // It is for asynchronous calls, which a processor does not get.
    TargetArn: people({ usual: null }),
  }),
  TracingConfig: parts({ Mode: people({ usual: 'PassThrough' }) }),
  RevisionId: none('it changes with each change'),
  Layers: parts({
    Arn: people({ harm: layer }),
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
  LastModified: none('it only says when'),
  FileSystemConfigs: parts({
    Arn: people({ usual: null }),
    LocalMountPath: people(),
    S3FilesConfig: none('it says only how files are kept'),
  }),
  SigningProfileVersionArn: none('it follows from the code'),
  SigningJobArn: none('it follows from the code'),
  ImageConfigResponse: ofImages,
  EphemeralStorage: parts({ Size: people({ usual: 512 }) }),
  SnapStart: none('Node.js has none'),
  RuntimeVersionConfig: none('AWS keeps the runtime up to date'),
  LoggingConfig: parts({
    LogFormat: people({ usual: 'Text' }),
    ApplicationLogLevel: people({ harm: quiet }),
    SystemLogLevel: people({ usual: null }),
    LogGroup: people({ harm: logsElsewhere }),
  }),
  TenancyConfig: none('it is fixed when the function is made'),
  CapacityProviderConfig: none('it is fixed when the function is made'),
  DurableConfig: none('it is of durable functions, which a processor is not'),
};

/** The attributes of settings that are gcx's only where the file says them. */
const OF_FILE: { readonly [Name in OptionalName]: Partial<AttributeTable<FunctionAnswer>> } = {
  reservedConcurrency: {
    Concurrency: parts({
      ReservedConcurrentExecutions: ours('Too few: events are tried too often, and dead-lettered.'),
    }),
  },
  storageMb: {
    EphemeralStorage: parts({ Size: ours('Too little: what the handler writes to /tmp fails.') }),
  },
  vpc: {
    VpcConfig: parts({
      SubnetIds: ours('In other subnets, or in none, the handler may not reach what it calls.'),
      SecurityGroupIds: ours('With other security groups the function may not reach what it needs.'),
      VpcId: none('it follows from the subnets'),
      Ipv6AllowedForDualStack: people({ usual: false }),
    }),
  },
  tracing: { TracingConfig: parts({ Mode: ours() }) },
};

/** Whose each attribute of a function is. `names`: the optional settings that are gcx's. */
export function functionTable(names: Iterable<OptionalName>): AttributeTable<FunctionAnswer> {
  return Object.assign({}, functionAttributes, ...[...names].map((name) => OF_FILE[name]));
}

function nameIn({ answer }: HarmContext): string {
  return String(answer['FunctionName']);
}

const said = saidBy(functionTable(['reservedConcurrency', 'storageMb', 'vpc', 'tracing']));

/** What differences of a function do to events. */
export const functionHarms: KindHarms = {
  missing: does(
    'stops',
    'Nothing handles what is in the SQS queue before it: events wait there until they expire.',
  ),
  fields: {
    role: said('stops', 'Role'),
    runtime: said('some', 'Runtime'),
    handler: said('stops', 'Handler'),
    'memory (MB)': said('some', 'MemorySize'),
    'time-out (s)': said('some', 'Timeout'),
    code: said('some', 'CodeSha256'),
    architecture: said('stops', 'Architectures'),
    environment: said('some', 'Environment.Variables'),
    'reserved concurrency': said('some', 'Concurrency.ReservedConcurrentExecutions'),
    vpc: said('some', 'VpcConfig.SubnetIds'),
    'storage (MB)': said('some', 'EphemeralStorage.Size'),
  },
};
