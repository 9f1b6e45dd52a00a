import * as z from 'zod';
import { partOfArn } from '../../../language/names/arn.js';
import { type StepOf, stepDoor, texts, textsByName } from '../door/step-door.js';
import {
  type Purpose,
  type Subject,
  type SubjectContext,
  taggedSubject,
  taggingPurpose,
} from '../door/subject.js';

function tableSubject(name: string, purpose: Purpose, context: SubjectContext): Subject {
  const read = () => context.aws.dynamo.table(name);
  return taggedSubject({ kind: 'table', what: 'DynamoDB table', name, read }, purpose, context);
}

/** The calls on DynamoDB tables. */
export const tableSteps = [
  stepDoor(
    'dynamodb.createTable',
    { name: z.string(), key: z.string(), tags: textsByName },
    {
      does: 'dynamodb:CreateTable',
      subject: ({ name }, context) => tableSubject(name, 'create', context),
      run: ({ name, key, tags }, { aws, sleep }) => aws.dynamo.createTable(name, key, tags, sleep),
    },
  ),
  stepDoor(
    'dynamodb.setOnDemand',
    { name: z.string() },
    {
      does: 'dynamodb:UpdateTable',
      subject: ({ name }, context) => tableSubject(name, 'change', context),
      run: ({ name }, { aws, sleep }) => aws.dynamo.setOnDemand(name, sleep),
    },
  ),
  stepDoor(
    'dynamodb.enableTtl',
    { name: z.string(), attribute: z.string() },
    {
      does: 'dynamodb:UpdateTimeToLive',
      subject: ({ name }, context) => tableSubject(name, 'change', context),
      run: ({ name, attribute }, { aws, sleep }) => aws.dynamo.enableTtl(name, attribute, sleep),
    },
  ),
  stepDoor(
    'dynamodb.tag',
    { arn: z.string(), tags: textsByName, remove: texts },
    {
      does: 'dynamodb:TagResource',
      subject: (step, context) => tableSubject(partOfArn(step.arn, 'table/'), taggingPurpose(step), context),
      run: ({ arn, tags, remove }, { aws, sleep }) => aws.dynamo.tag(arn, tags, remove, sleep),
    },
  ),
  stepDoor(
    'dynamodb.deleteTable',
    { name: z.string() },
    {
      does: 'dynamodb:DeleteTable',
      subject: ({ name }, context) => tableSubject(name, 'delete', context),
      run: ({ name }, { aws, sleep }) => aws.dynamo.deleteTable(name, sleep),
    },
  ),
] as const;

/** A call on a DynamoDB table. */
export type TableStep = StepOf<typeof tableSteps>;
