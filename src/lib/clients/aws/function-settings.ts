import type {
  Concurrency,
  FunctionConfiguration,
  Runtime as LambdaRuntime,
  TracingMode,
} from '@aws-sdk/client-lambda';
import { answeredWith } from '../../base/answers.js';
import type { FunctionSettings, LambdaFunction } from './functions-model.js';
import type { Tags } from './tags-model.js';

/** A function as read. */
export function functionFromAws(
  name: string,
  arn: string,
  read: FunctionConfiguration & { readonly Concurrency: Concurrency },
  tags: Tags,
): LambdaFunction {
  const found = {
    name,
    arn,
    roleArn: read.Role ?? '',
    runtime: read.Runtime ?? '',
    handler: read.Handler ?? '',
    memoryMb: read.MemorySize ?? 0,
    timeoutSeconds: read.Timeout ?? 0,
    description: read.Description ?? '',
    environment: { ...read.Environment?.Variables },
    // Where it is left out, it is the one that Lambda had first.
    architecture: read.Architectures?.[0] ?? 'x86_64',
    codeSha256: read.CodeSha256 ?? '',
    ...(read.EphemeralStorage?.Size === undefined ? {} : { storageMb: read.EphemeralStorage.Size }),
    ...(read.TracingConfig?.Mode === undefined ? {} : { tracing: read.TracingConfig.Mode }),
    ...vpcFromAws(read),
    ...(read.Concurrency.ReservedConcurrentExecutions === undefined
      ? {}
      : { reservedConcurrency: read.Concurrency.ReservedConcurrentExecutions }),
    tags,
  };
  // Values of variables can be secret.
  const { Environment: environment, ...answer } = read;
  const names = Object.keys(environment?.Variables ?? {});
  return answeredWith(found, {
    ...answer,
    ...(names.length === 0 ? {} : { Environment: { Variables: names } }),
  });
}

/** Lambda tells of no VPC by empty lists, or by nothing. */
function vpcFromAws({ VpcConfig }: FunctionConfiguration): Pick<LambdaFunction, 'vpc'> {
  const { SubnetIds: subnets = [], SecurityGroupIds: groups = [] } = VpcConfig ?? {};
  return subnets.length === 0
    ? {}
    : { vpc: { subnets: [...subnets].sort(), securityGroups: [...groups].sort() } };
}

/** A function's settings as Lambda takes them. */
export function functionToAws(settings: FunctionSettings) {
  return {
    Role: settings.roleArn,
    Runtime: settings.runtime as LambdaRuntime,
    Handler: settings.handler,
    MemorySize: settings.memoryMb,
    Timeout: settings.timeoutSeconds,
    Description: settings.description,
    Environment: { Variables: { ...settings.environment } },
    ...(settings.storageMb === undefined ? {} : { EphemeralStorage: { Size: settings.storageMb } }),
    ...(settings.vpc === undefined
      ? {}
      : {
          VpcConfig: {
            SubnetIds: [...settings.vpc.subnets],
            SecurityGroupIds: [...settings.vpc.securityGroups],
          },
        }),
    ...(settings.tracing === undefined ? {} : { TracingConfig: { Mode: settings.tracing as TracingMode } }),
  };
}

/** The architecture that gcx calls so, as Lambda takes it. */
export function architecturesToAws(architecture: string): ('arm64' | 'x86_64')[] {
  return [architecture === 'x86_64' ? 'x86_64' : 'arm64'];
}
