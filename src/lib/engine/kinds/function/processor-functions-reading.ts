import type { LambdaFunction } from '../../../clients/aws/functions-model.js';
import { changeId } from '../../change/change.js';
import { answeredBy } from '../door/attributes.js';
import { type Reading, readEach } from '../door/reading.js';
import { newerFormatOfOurs } from '../ownership/mark-format.js';
import { processorThing } from '../ownership/thing.js';
import type { ProcessorBasesRead } from '../processor/processor-bases-reading.js';
import { functionAttributes, functionTable } from './function-attributes.js';
import { optionalOfGcx } from './optional-settings.js';

/** Lambda functions of processors. */
export interface ProcessorFunctionsRead {
  /** By what the processor's things are called; undefined where there is none. */
  readonly processorFunctions: ReadonlyMap<string, LambdaFunction | undefined>;
}

/** Reads the functions of processors. */
export const processorFunctionsReading: Reading<ProcessorFunctionsRead, ProcessorBasesRead> = {
  name: 'processorFunctions',
  waitsFor: ['processorBases'],
  unread: {
    live: { processorFunctions: new Map() },
    of: 'functions of processors',
    kinds: ['function'],
    codes: /^function-/,
  },
  read: async (_scope, { processorBases }, { aws }) => ({
    processorFunctions: await readEach(processorBases, (base) => aws.functions.function(base)),
  }),
  digest: ({ processorFunctions }) => ({ processorFunctions: [...processorFunctions] }),
  answered: (input) =>
    [...input.live.processorFunctions].flatMap(([base, found]) => {
      const thing = processorThing(input, base, found?.tags ?? {}, changeId('function', base));
      const processor = input.declared.processors.find(({ names }) => names.function === base);
      const table =
        processor === undefined || found === undefined
          ? functionAttributes
          : functionTable(optionalOfGcx(processor.target, found));
      return answeredBy(`Lambda function ${base}`, found, table, thing);
    }),
  newerMarks: ({ processorFunctions }, { mark }) =>
    [...processorFunctions].flatMap(([base, found]) =>
      newerFormatOfOurs(`Lambda function ${base}`, found?.tags, mark),
    ),
};
