import { type EmitReport, emitRequest, openSandbox, type SandboxOptions } from '../../sandbox/index.js';

/**
 * Publishes an event in a sandbox, and tells where it went.
 * @throws GcxError where the request names no event, and as {@link openSandbox}
 */
export async function emitInSandbox(
  eventType: string | undefined,
  request: Parameters<typeof emitRequest>[1],
  options: SandboxOptions,
): Promise<EmitReport> {
  const wanted = await emitRequest(eventType, request, options.existing);
  const sandbox = await openSandbox(options);
  return sandbox.emit(wanted).finally(() => sandbox.close());
}

/** Moves a sandbox's clock on; what is due before and after is done when it resolves. */
export async function passTimeInSandbox(options: SandboxOptions, milliseconds: number): Promise<void> {
  const sandbox = await openSandbox(options);
  try {
    await sandbox.settle();
    await sandbox.passTime(milliseconds);
    await sandbox.settle();
  } finally {
    await sandbox.close();
  }
}
