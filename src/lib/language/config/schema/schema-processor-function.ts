import { z } from 'zod';
import { Limits } from '../../../base/limits.js';
import { count } from './schema-parts.js';

/**
 * Settings of a processor's function and event source mapping that stay as they are where the file does not say them
 * (CreateFunction, PutFunctionConcurrency and CreateEventSourceMapping in Lambda's API reference).
 */
export const functionSettings = {
  maximumConcurrency: count(
    Limits.lambdaMappingConcurrencyMin,
    Limits.lambdaMappingConcurrencyMax,
    'lambdaMappingConcurrencyMin, lambdaMappingConcurrencyMax',
    'Invocations of the function at once, at most: more events wait in the SQS queue. Left out: no limit of its own.',
  ).optional(),
  reservedConcurrency: count(
    Limits.lambdaMappingConcurrencyMin,
    Limits.lambdaReservedConcurrencyMax,
    'lambdaMappingConcurrencyMin, lambdaReservedConcurrencyMax',
    'Invocations at once that no other function of the account can use. Also say maximumConcurrency. Left out: none.',
  ).optional(),
  ephemeralStorage: count(
    Limits.lambdaStorageMbMin,
    Limits.lambdaStorageMbMax,
    'lambdaStorageMbMin, lambdaStorageMbMax',
    `Megabytes of /tmp; left out: ${Limits.lambdaStorageMbMin}.`,
  ).optional(),
  tracing: z
    .enum(['active', 'passThrough'])
    .meta({
      description:
        'active: Lambda sends traces of invocations to AWS X-Ray, and the role allows it. Left out: passThrough.',
    })
    .optional(),
};
