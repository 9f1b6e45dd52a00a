import type { StepData } from '../change/step.js';
import { doorOf, type RunContext } from '../kinds/index.js';

/**
 * Carries out one step. Steps on one document take turns: one writer a document. Throws what the client throws (GcxError
 * with the request id).
 */
export async function runStep(step: StepData, context: RunContext): Promise<void> {
  const door = doorOf(step);
  const document = door.document?.(step);
  if (document === undefined) return door.run(step, context);
  return context.documents.take(document, async () => {
    // Whoever waited for a turn begins nothing once the run is interrupted.
    await context.sleep(0);
    await door.run(step, context);
  });
}
