import { Flags } from '@oclif/core';

/** What a sandbox's server is started with. */
export const sandboxStartFlags = {
  port: Flags.integer({ summary: 'The port to listen on. Default: any free port.', min: 1, max: 65_535 }),
  seed: Flags.string({
    summary: 'Start over with the contents of this YAML or JSON file.',
    helpValue: 'FILE',
  }),
  queues: Flags.integer({ summary: 'Start over with this many Genesys queues.', min: 1, max: 20_000 }),
  latency: Flags.integer({ summary: 'Add about this much latency to each call.', helpValue: 'MS', min: 0 }),
  fault: Flags.string({ summary: 'Make calls fail. Can be repeated.', helpValue: 'SPEC', multiple: true }),
  policy: Flags.string({
    summary: 'In AWS, allow only what this IAM policy allows. Can be repeated.',
    helpValue: 'FILE',
    multiple: true,
  }),
  deliver: Flags.string({
    summary: 'Send what HTTP targets send to this host to a server of yours. Can be repeated.',
    helpValue: 'HOST=URL',
    multiple: true,
  }),
  foreground: Flags.boolean({ summary: 'Serve in this process until Ctrl-C.' }),
};

/** What the flags say of the server. */
export function serverSettings(flags: {
  readonly port?: number | undefined;
  readonly seed?: string | undefined;
  readonly queues?: number | undefined;
  readonly latency?: number | undefined;
  readonly fault?: readonly string[] | undefined;
  readonly policy?: readonly string[] | undefined;
  readonly deliver?: readonly string[] | undefined;
}) {
  return {
    ...(flags.port === undefined ? {} : { port: flags.port }),
    ...(flags.seed === undefined ? {} : { seedFile: flags.seed }),
    ...(flags.queues === undefined ? {} : { queues: flags.queues }),
    ...(flags.latency === undefined ? {} : { latencyMs: flags.latency }),
    ...(flags.fault === undefined ? {} : { faults: flags.fault }),
    ...(flags.policy === undefined ? {} : { policyFiles: flags.policy }),
    ...(flags.deliver === undefined ? {} : { deliver: flags.deliver }),
  };
}
