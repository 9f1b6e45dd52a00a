import { sandboxFiles } from '../base/sandbox-folder.js';
import { findServer, type ServerRecord } from './server-record.js';
import { sandboxAccessKeyId, sandboxClientId } from './tenant-credentials.js';

/** What there is of a project's sandbox server, to show. */
export type SandboxServerState =
  | { readonly running: false; readonly folder: string }
  | {
      readonly running: true;
      readonly folder: string;
      readonly endpoint: string;
      readonly pid: number;
      readonly startedAt: string;
      readonly organization: string;
      readonly account: string;
      readonly region: string;
      /** Variables that point other programs at it, AWS's CLI and boto3 among them. */
      readonly environment: Readonly<Record<string, string>>;
    };

/** Whether a project's server runs, and where. */
export async function serverState(project: string): Promise<SandboxServerState> {
  const files = sandboxFiles(project);
  const server = await findServer(files);
  return server === undefined ? { running: false, folder: files.folder } : stateOf(files.folder, server);
}

/** A running server's state. */
export function stateOf(folder: string, server: ServerRecord): SandboxServerState {
  const { home, pid, port, startedAt } = server;
  return {
    running: true,
    folder,
    endpoint: `http://127.0.0.1:${port}`,
    pid,
    startedAt,
    ...home,
    environment: serverEnvironment(server),
  };
}

/**
 * Variables that point AWS's CLI, boto3 and Genesys's own tools at a server. Its secret is to be shown: without it they
 * are not let in, and it opens nothing but this sandbox.
 */
function serverEnvironment({ home, port, secret }: ServerRecord): Readonly<Record<string, string>> {
  return {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
    AWS_ACCESS_KEY_ID: sandboxAccessKeyId(home.account),
    AWS_SECRET_ACCESS_KEY: secret,
    AWS_REGION: home.region,
    AWS_DEFAULT_REGION: home.region,
    GENESYSCLOUD_GATEWAY_PROTOCOL: 'http',
    GENESYSCLOUD_GATEWAY_HOST: '127.0.0.1',
    GENESYSCLOUD_GATEWAY_PORT: String(port),
    GENESYSCLOUD_OAUTHCLIENT_ID: sandboxClientId(home.organization),
    GENESYSCLOUD_OAUTHCLIENT_SECRET: secret,
  };
}
