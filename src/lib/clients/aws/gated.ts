import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { WriteGate } from '../../base/net/index.js';

/** The part of a client that a gate needs: each service's SDK types it by its own calls. */
export interface GatedClient {
  readonly middlewareStack: { add(middleware: never, options: never): void };
}

/** The same for all services but for the types of calls and answers, which a gate does not look at. */
type AnyStack = EventBridgeClient['middlewareStack'];

/** Calls that change nothing, or whose change passes by itself: a received message shows again. */
const READING = /^(?:Get|List|Describe|Head|BatchGet|Query|Scan|Test|Filter|Simulate|Receive)/;

/** Has each attempt of a client's calls that change something pass the gate: it is signed by then, and sent right after. */
export function gated(client: GatedClient, gate: WriteGate): void {
  const stack = client.middlewareStack as AnyStack;
  stack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        if (!READING.test(commandName)) await gate.pass();
        return next(args);
      },
    { step: 'finalizeRequest', priority: 'low', name: 'gcxWriteGate' },
  );
}
