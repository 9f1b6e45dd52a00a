import { jsonObjectIn } from '../../../base/json.js';
import type { Aws } from '../../../clients/aws/model.js';
import type { Config, ProcessorTarget } from '../../../language/config/model.js';
import { processorNames } from '../../../language/names/processor-names.js';
import { unlessDenied } from './unless-denied.js';

/** Ms before an event's own time from which its lines are looked for: clocks differ. */
const EARLIER = 60_000;

/** A line of a processor's log about an event of the conversation. */
export interface ProcessorLine {
  /** Name of the target. */
  readonly processor: string;
  /** Epoch ms. */
  readonly at: number;
  readonly conversation: string;
  /** The event's type as the line writes it. */
  readonly eventType: string;
  readonly correlationId?: string;
  /** Of an event whose handler failed. */
  readonly failed: boolean;
  readonly attempt?: number;
}

/** What processors' logs say, and which could not be read. */
export interface ProcessorLines {
  readonly lines: readonly ProcessorLine[];
  /** Permissions that are missing, a sentence each. */
  readonly missing: readonly string[];
}

/**
 * The lines of processors' logs about conversations. A processor writes none about an event that it handled without a
 * word: that there is no line says nothing.
 */
export async function processorLines(
  { logs }: Pick<Aws, 'logs'>,
  config: Config,
  processors: readonly ProcessorTarget[],
  of: { readonly conversations: readonly string[]; readonly from: number; readonly to: number },
): Promise<ProcessorLines> {
  const lines: ProcessorLine[] = [];
  const missing: string[] = [];
  for (const processor of processors) {
    const group = processorNames(config, processor).logGroup;
    const read = await unlessDenied(() =>
      logs.find(group, { from: of.from - EARLIER, to: of.to, anyOf: of.conversations }),
    );
    if (read.kind === 'denied') missing.push(read.permission);
    else
      lines.push(...(read.value ?? []).flatMap(({ time, message }) => lineOf(processor.name, time, message)));
  }
  return { lines, missing };
}

function lineOf(processor: string, at: number, message: string): readonly ProcessorLine[] {
  const line = jsonObjectIn(message);
  const { conversationId, eventType, correlationId, attempt } = line ?? {};
  if (typeof conversationId !== 'string' || typeof eventType !== 'string') return [];
  return [
    {
      processor,
      at,
      conversation: conversationId.toLowerCase(),
      eventType,
      ...(typeof correlationId === 'string' ? { correlationId } : {}),
      failed: line?.['message'] === 'handler failed',
      ...(typeof attempt === 'number' ? { attempt } : {}),
    },
  ];
}
