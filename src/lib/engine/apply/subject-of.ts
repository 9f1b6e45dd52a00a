import { nameOfArn, parseArn } from '../../language/names/arn.js';
import { changeId } from '../change/change.js';
import type { ProcessorStep } from '../change/processor-step.js';
import type { Step } from '../change/step.js';
import { queueArn } from '../compile/index.js';
import { TagKey } from '../kinds/ownership/mark.js';
import { type Place, type Purpose, type Subject, Subjects } from './subjects.js';

/** Where a run works, and what its plan has gcx look after. */
export interface SubjectContext extends Place {
  /** Ids of the plan's changes; a topic or queue of none of them is one that the file calls `existing`. */
  readonly managed: ReadonlySet<string>;
}

/** Prefixes of the tags by which gcx remembers its own things in something that can be of others. */
const RECORDS = ['genesys-gcx:subscriptions:', 'genesys-gcx:adopted-rules:'];

/**
 * What a step changes on AWS that can be somebody else's. Undefined where nothing can: what Genesys Cloud holds; our
 * own statement, subscription or record in something that the file calls `existing`; an event source mapping by its
 * UUID, which is never given twice.
 */
export function subjectOf(step: Step, context: SubjectContext): Subject | undefined {
  const subjects = new Subjects(context);
  switch (step.call) {
    case 'genesys.createIntegration':
    case 'genesys.configureIntegration':
    case 'genesys.enableIntegration':
    case 'genesys.disableIntegration':
    case 'genesys.deleteIntegration':
    case 'genesys.setSubscription':
    // The source is Genesys's; the bus beside it is looked at when it is made.
    case 'events.activateSource':
    case 'lambda.addPermission':
    case 'lambda.removePermission':
      return undefined;
    case 'events.createBus':
      return subjects.bus(step.name, 'create');
    case 'events.deleteBus':
      return subjects.bus(step.name, 'delete');
    case 'events.putRule':
      // AWS takes tags only where the rule is new: an update of one that is gone would make one without a mark.
      return subjects.rule(step.bus, step.name, step.tags === undefined ? 'change' : 'overwrite');
    case 'events.putTargets':
      return subjects.rule(step.bus, step.rule, 'change');
    case 'events.removeTargets':
      return subjects.rule(step.bus, step.rule, 'delete');
    case 'events.deleteRule':
      return subjects.rule(step.bus, step.name, 'delete');
    case 'events.tag':
      return isRecord(step) ? undefined : busOrRule(subjects, step.arn, taggingPurpose(step));
    case 'events.createArchive':
      return subjects.archive(step.name, 'create');
    case 'events.updateArchive':
      return subjects.archive(step.name, 'change');
    case 'events.deleteArchive':
      return subjects.archive(step.name, 'delete');
    case 'sns.createTopic':
      return subjects.topicNamed(step.name, 'create');
    case 'sns.setAttribute':
      return subjects.topic(step.arn, 'change');
    case 'sns.deleteTopic':
      return subjects.topic(step.arn, 'delete');
    case 'sns.tag':
      return isRecord(step) ? usedTopic(step.arn) : subjects.topic(step.arn, taggingPurpose(step));
    case 'sns.subscribe':
    case 'sns.unsubscribe':
    case 'sns.setRaw':
    case 'sns.putStatement':
      return usedTopic(step.arn);
    case 'sqs.createQueue':
      return subjects.queue(step.name, 'create');
    case 'sqs.setAttributes':
      return subjects.queue(step.name, 'change');
    case 'sqs.tag':
      return subjects.queue(step.name, taggingPurpose(step));
    case 'sqs.deleteQueue':
      return subjects.queue(step.name, 'delete');
    case 'sqs.putStatement': {
      const { account, region } = context;
      const arn = queueArn({ aws: { account, region } }, step.name, step.account);
      return context.managed.has(changeId('sqs-queue', arn)) ? subjects.queue(step.name, 'use') : undefined;
    }
    default:
      return processorSubject(step, subjects);
  }

  function usedTopic(arn: string): Subject | undefined {
    return context.managed.has(changeId('sns-topic', arn)) ? subjects.topic(arn, 'use') : undefined;
  }
}

function processorSubject(step: ProcessorStep, subjects: Subjects): Subject | undefined {
  switch (step.call) {
    case 'sqs.awaitEmpty':
    case 'lambda.updateEventSource':
    case 'lambda.deleteEventSource':
      return undefined;
    case 'dynamodb.createTable':
      return subjects.table(step.name, 'create');
    case 'dynamodb.enableTtl':
      return subjects.table(step.name, 'change');
    case 'dynamodb.tag':
      return subjects.table(lastPart(step.arn, 'table/'), taggingPurpose(step));
    case 'dynamodb.deleteTable':
      return subjects.table(step.name, 'delete');
    case 'iam.createRole':
      return subjects.role(step.name, 'create');
    case 'iam.putPolicy':
    case 'iam.setBoundary':
    case 'iam.setTrust':
      return subjects.role(step.role, 'change');
    case 'iam.tag':
      return subjects.role(step.role, taggingPurpose(step));
    case 'iam.deleteRole':
      return subjects.role(step.name, 'delete');
    case 'logs.createGroup':
      return subjects.logGroup(step.name, 'create');
    case 'logs.setRetention':
      return subjects.logGroup(step.name, 'change');
    case 'logs.tag':
      return subjects.logGroup(lastPart(step.arn, 'log-group:'), taggingPurpose(step));
    case 'logs.deleteGroup':
      return subjects.logGroup(step.name, 'delete');
    case 'lambda.createFunction':
      return subjects.function(step.name, 'create');
    case 'lambda.updateCode':
    case 'lambda.updateSettings':
      return subjects.function(step.name, 'change');
    case 'lambda.deleteFunction':
      return subjects.function(step.name, 'delete');
    case 'lambda.createEventSource':
      return subjects.eventSource(step.functionName, step.queueArn, 'create');
    case 'lambda.tag':
      return parseArn(step.arn)?.resource.startsWith('function:') === true
        ? subjects.function(nameOfArn(step.arn), taggingPurpose(step))
        : undefined;
    case 'cloudwatch.putAlarm':
      return subjects.alarm(step.alarm.name, 'overwrite');
    case 'cloudwatch.tag':
      return subjects.alarm(lastPart(step.arn, 'alarm:'), taggingPurpose(step));
    case 'cloudwatch.deleteAlarm':
      return subjects.alarm(step.name, 'delete');
  }
}

interface Tagging {
  readonly tags: Readonly<Record<string, string>>;
  readonly remove: readonly string[];
}

/** The mark is written after the creation only where something is adopted. */
function taggingPurpose({ tags }: Tagging): Purpose {
  return tags[TagKey.project] === undefined ? 'change' : 'adopt';
}

function isRecord({ tags, remove }: Tagging): boolean {
  return [...Object.keys(tags), ...remove].every((key) => RECORDS.some((prefix) => key.startsWith(prefix)));
}

function busOrRule(subjects: Subjects, arn: string, purpose: Purpose): Subject {
  const resource = parseArn(arn)?.resource ?? '';
  if (resource.startsWith('event-bus/')) return subjects.bus(resource.slice('event-bus/'.length), purpose);
  const path = resource.slice('rule/'.length);
  const cut = path.lastIndexOf('/');
  return subjects.rule(cut < 0 ? 'default' : path.slice(0, cut), path.slice(cut + 1), purpose);
}

function lastPart(arn: string, prefix: string): string {
  const resource = parseArn(arn)?.resource ?? '';
  return resource.startsWith(prefix) ? resource.slice(prefix.length) : resource;
}
