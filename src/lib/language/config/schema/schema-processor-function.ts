import { z } from 'zod';
import { Limits } from '../../../base/limits.js';
import { count, form } from './schema-parts.js';

/**
 * A namespace of CloudWatch (Namespace in the API reference of PutMetricData: no colon at the beginning, nothing that begins
 * with AWS/; characters of the user guide, "Namespaces").
 */
const metricsNamespace = form(
  new RegExp(
    `^(?!AWS/)(?=.{1,${Limits.metricNamespaceCharacters}}$)[A-Za-z0-9._/#-](?:[A-Za-z0-9._/#: -]*[A-Za-z0-9._/#:-])?$`,
  ),
  'CloudWatch namespace of the metrics of the processor and its handler. Left out: gcx.',
  (text) =>
    text.startsWith('AWS/')
      ? `"${text}" begins with AWS/. These namespaces are reserved for metrics of AWS.`
      : text.length > Limits.metricNamespaceCharacters
        ? `The namespace has ${text.length} characters. CloudWatch takes ${Limits.metricNamespaceCharacters} (metricNamespaceCharacters).`
        : `"${text}" is not a namespace of CloudWatch.`,
  'Use letters, digits, spaces and . - _ / # :, such as ContactCenter/Sales. The first character cannot be a colon.',
);

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
  vpc: z
    .strictObject({
      subnets: ids(
        'subnet',
        Limits.lambdaSubnets,
        'lambdaSubnets',
        'Subnets, at best in two Availability Zones: they need a way to SQS, DynamoDB and Genesys Cloud.',
      ),
      securityGroups: ids(
        'sg',
        Limits.lambdaSecurityGroups,
        'lambdaSecurityGroups',
        'Security groups: they must allow outbound HTTPS.',
      ),
    })
    .meta({
      description:
        'The VPC that the function runs in, for what the handler reaches only there. Left out: none.',
    })
    .optional(),
  tracing: z
    .enum(['active', 'passThrough'])
    .meta({
      description:
        'active: Lambda sends traces of invocations to AWS X-Ray, and the role allows it. Left out: passThrough.',
    })
    .optional(),
  metrics: z
    .strictObject({ namespace: metricsNamespace.optional() })
    .meta({ description: 'Its own metrics in CloudWatch.' })
    .optional(),
};

/** Ids of things of a VPC (VpcConfig in Lambda's API reference). */
function ids(prefix: 'subnet' | 'sg', most: number, limit: string, description: string) {
  const what = prefix === 'subnet' ? 'a subnet' : 'a security group';
  const id = form(
    new RegExp(`^${prefix}-[0-9a-z]+$`),
    `Id of ${what}.`,
    (text) => `"${text}" is not the id of ${what}.`,
    `It looks like ${prefix}-0a1b2c3d4e5f67890; "aws ec2 describe-${prefix === 'subnet' ? 'subnets' : 'security-groups'}" shows those that there are.`,
  );
  return z
    .array(id)
    .min(1, { error: `A function in a VPC needs ${what}.` })
    .max(most, { error: `Lambda takes at most ${most} ${what.replace('a ', '')}s (${limit}).` })
    .meta({ description });
}
