import { WriteGate } from '../../base/net/index.js';
import type { Aws } from '../../clients/aws/model.js';
import type { Genesys } from '../../clients/genesys/model.js';
import type { Config } from '../../language/config/model.js';
import { genesysEnvironment } from '../../language/names/environments.js';

/** What the sides are opened from: a file where there is one, else the environment alone. */
export interface AccessSource {
  readonly config?: Config;
  readonly sandbox: boolean;
  readonly env: NodeJS.ProcessEnv;
  /** The folder whose sandbox is taken where there is not a file. */
  readonly cwd: string;
}

/** Both sides, each opened with its first use, so that missing credentials of one do not hide the other. */
export interface Sides {
  /** Throws GcxError where credentials are missing. */
  genesys(): Genesys;
  readonly aws: Aws;
  /** What calls of both that change something pass. */
  readonly gate: WriteGate;
  /** Where the sides are, for people. */
  readonly places: { readonly genesys?: string; readonly aws: string };
  close(): Promise<void>;
}

/** The region of AWS's own variables, or the one that its tools assume. */
function awsRegion(env: NodeJS.ProcessEnv): string {
  return env['AWS_REGION'] || env['AWS_DEFAULT_REGION'] || 'us-east-1';
}

/**
 * Opens Genesys Cloud and AWS, or the sandbox, without checking whose they are: for commands that only look, and that
 * work without a file.
 */
export async function openSides({ config, sandbox, env, cwd }: AccessSource): Promise<Sides> {
  const [{ createGenesys, genesysConnection }, { createAws, awsConnection }] = await Promise.all([
    import('../../clients/genesys/index.js'),
    import('../../clients/aws/index.js'),
  ]);
  const gate = new WriteGate();
  if (sandbox) {
    const { openSandbox, sandboxOptions, sandboxOptionsWithoutFile } = await import('../sandbox/index.js');
    const options = config === undefined ? sandboxOptionsWithoutFile(cwd) : sandboxOptions(config);
    // Looking runs nobody's code: functions go on where somebody asks the sandbox to (`emit`, `pass-time`, a server).
    const opened = await openSandbox({ ...options, functionsRest: true });
    return {
      genesys: () => createGenesys(opened.genesys, { gate }),
      aws: createAws(opened.aws, { gate }),
      gate,
      places: { genesys: opened.genesys.environment, aws: opened.aws.region },
      close: () => opened.close(),
    };
  }
  const region = config?.aws.region ?? awsRegion(env);
  const profile = config?.aws.profile;
  const environment =
    config?.genesys.environment ?? genesysEnvironment(env['GENESYSCLOUD_REGION'] ?? '')?.environment;
  return {
    genesys: () => createGenesys(genesysConnection(config?.genesys ?? {}, env), { gate }),
    aws: createAws(awsConnection({ region, ...(profile === undefined ? {} : { profile }) }, env), { gate }),
    gate,
    places: { aws: region, ...(environment === undefined ? {} : { genesys: environment }) },
    close: async () => {},
  };
}
