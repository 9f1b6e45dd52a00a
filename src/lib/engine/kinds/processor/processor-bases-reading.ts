import { parseArn } from '../../../language/names/arn.js';
import { distinct, type Reading } from '../door/reading.js';
import { isOurs, TagKey } from '../ownership/mark.js';
import type { MarkedRead } from '../ownership/marked-reading.js';
import type { QueuesRead } from '../sqs-queue/queues-reading.js';
import { PROCESSOR_KINDS } from './processor-kinds.js';
import { processorBase } from './processor-order.js';

/** What the things of processors are called. */
export interface ProcessorBasesRead {
  /** Of the file's processors, and of those of which something is left. Without one, no right for processors is needed. */
  readonly processorBases: readonly string[];
}

/** Finds out of which processors something may be there: the file's, and what the tags of queues, functions, tables and log groups tell. */
export const processorBasesReading: Reading<ProcessorBasesRead, MarkedRead & QueuesRead> = {
  name: 'processorBases',
  waitsFor: ['marked', 'queues'],
  unread: { live: { processorBases: [] }, of: 'the things of processors', kinds: PROCESSOR_KINDS },
  async read({ declared, mark }, { marked, queues }) {
    const ofQueues = [...queues.values()].flatMap((queue) =>
      queue !== null && queue.tags[TagKey.processor] !== undefined && isOurs(queue.tags, mark)
        ? [processorBase(queue.name)]
        : [],
    );
    const ofFile = declared.processors.map(({ names }) => names.function);
    return { processorBases: distinct([...ofFile, ...ofQueues, ...[...marked.keys()].flatMap(baseOf)]) };
  },
  digest: () => ({}),
};

function baseOf(arn: string): readonly string[] {
  const { service = '', resource = '' } = parseArn(arn) ?? {};
  const start = new Map([
    ['lambda', 'function:'],
    ['dynamodb', 'table/'],
    ['logs', 'log-group:/aws/lambda/'],
  ]).get(service);
  if (start === undefined || !resource.startsWith(start)) return [];
  return [resource.slice(start.length).replace(/:.*$/, '')];
}
