import type { JsonValue } from '../../base/json.js';
import type { Config, ProcessorTarget } from '../../language/config/model.js';
import { processorNames } from '../../language/names/processor-names.js';
import { ProcessorVariable } from '../../processor/contract/settings.js';
import { awsEnvironment } from '../access/aws-environment.js';

/**
 * Where AWS and Genesys Cloud are for a processor's code on this machine, and as whom it calls AWS: as gcx itself.
 * @param events those that the Genesys Cloud of the sandbox is to know of
 */
export async function serviceEnvironment(
  config: Config,
  target: ProcessorTarget,
  { sandbox, events = [] }: { readonly sandbox: boolean; readonly events?: readonly JsonValue[] },
): Promise<Readonly<Record<string, string>>> {
  return {
    ...(sandbox ? await sandboxEnvironment(config, events) : awsEnvironment(config.aws, process.env)),
    AWS_LAMBDA_FUNCTION_NAME: processorNames(config, target).function,
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  };
}

/** Where the sandbox is; its Genesys Cloud knows the conversations of these events, as the real one would. */
async function sandboxEnvironment(
  config: Config,
  events: readonly JsonValue[],
): Promise<Readonly<Record<string, string>>> {
  const { openSandbox, sandboxOptions } = await import('../sandbox/index.js');
  // The sandbox is open already, for the reads above: this only says where it is.
  const { aws, genesys, happened, close } = await openSandbox({
    ...sandboxOptions(config),
    functionsRest: true,
  });
  await happened(events);
  await close();
  return {
    AWS_REGION: aws.region,
    AWS_ENDPOINT_URL: aws.endpoint ?? '',
    AWS_ACCESS_KEY_ID: aws.credentials?.accessKeyId ?? '',
    AWS_SECRET_ACCESS_KEY: aws.credentials?.secretAccessKey ?? '',
    [ProcessorVariable.genesysGateway]: JSON.stringify(genesys.gateway),
  };
}
