import { ExitCode } from '../../base/exit-codes.js';
import { GcxError } from '../../base/gcx-error.js';
import type { Aws } from '../../clients/aws/model.js';
import type { Genesys } from '../../clients/genesys/model.js';
import type { Step } from '../change/step.js';
import { activateSource, waitForPartnerSource } from '../kinds/bus/run-source-step.js';
import { runIntegrationStep } from '../kinds/integration/run-integration-step.js';
import type { Mark } from '../kinds/ownership/mark.js';
import type { DocumentTurns } from '../kinds/policies/document-turns.js';
import { runPolicyStep } from './run-policy-step.js';
import { type BuiltProcessor, runProcessorStep } from './run-processor-step.js';

/** What a step needs beside itself. */
export interface RunContext {
  readonly genesys: Genesys;
  readonly aws: Aws;
  readonly mark: Mark;
  readonly account: string;
  readonly region: string;
  /** What was built for the plan, by target. */
  readonly processors: ReadonlyMap<string, BuiltProcessor>;
  /** Of this run: who writes which policy now. */
  readonly documents: DocumentTurns;
  /** Waits for so many ms; rejects when the apply is interrupted. */
  readonly sleep: (ms: number) => Promise<void>;
  /** Epoch ms. */
  readonly now: () => number;
}

/** Carries out one step. Throws what the client throws (GcxError with the request id). */
export async function runStep(step: Step, context: RunContext): Promise<void> {
  const { aws } = context;
  switch (step.call) {
    case 'genesys.createIntegration':
    case 'genesys.configureIntegration':
    case 'genesys.enableIntegration':
    case 'genesys.disableIntegration':
    case 'genesys.deleteIntegration':
      return runIntegrationStep(step, context);
    case 'genesys.setSubscription':
      return context.genesys.subscriptions.set(step.eventType, step.enabled);
    case 'events.createBus':
      await waitForPartnerSource(step.source, context);
      return aws.events.createBus(step.name, step.source, step.tags);
    case 'events.activateSource':
      return activateSource(step, context);
    case 'events.deleteBus':
      return deleteBus(step.name, context);
    case 'events.putRule':
      return aws.events.putRule(step);
    case 'events.tag':
      return aws.events.tag(step.arn, step.tags, step.remove);
    case 'events.putTargets':
      return aws.events.putTargets(step.bus, step.rule, step.targets);
    case 'events.removeTargets':
      return aws.events.removeTargets(step.bus, step.rule, step.ids);
    case 'events.deleteRule':
      return aws.events.deleteRule(step.bus, step.name);
    case 'events.createArchive':
      return aws.archives.create(step.busArn, step);
    case 'events.updateArchive':
      return aws.archives.update(step);
    case 'events.deleteArchive':
      return aws.archives.delete(step.name);
    case 'sns.createTopic':
      return aws.sns.createTopic(step.name, step.tags);
    case 'sns.tag':
      return aws.sns.tag(step.arn, step.tags, step.remove);
    case 'sns.setAttribute':
      return aws.sns.setAttribute(step.arn, step.attribute, step.value);
    case 'sns.deleteTopic':
      return aws.sns.deleteTopic(step.arn);
    case 'sns.subscribe':
      return aws.sns.subscribe(step.arn, step.protocol, step.endpoint, step.raw);
    case 'sns.unsubscribe':
      return aws.sns.unsubscribe(step.arn, step.protocol, step.endpoint);
    case 'sns.setRaw':
      return aws.sns.setRaw(step.arn, step.protocol, step.endpoint, step.raw);
    case 'sqs.createQueue':
      return aws.sqs.createQueue(step.name, step.attributes, step.tags);
    case 'sqs.tag':
      return aws.sqs.tag(step.name, step.tags, step.remove);
    case 'sqs.setAttributes':
      return aws.sqs.setAttributes(step.name, step.attributes);
    case 'sqs.deleteQueue':
      return aws.sqs.deleteQueue(step.name);
    case 'sns.putStatement':
    case 'sqs.putStatement':
    case 'lambda.addPermission':
    case 'lambda.removePermission':
    case 'iam.putPolicy':
    case 'iam.setTrust':
      return runPolicyStep(step, context);
    default:
      return runProcessorStep(step, context);
  }
}

/** AWS deletes no bus that has a rule, and a rule may have come since the plan was made: then it is named. */
async function deleteBus(name: string, { aws }: RunContext): Promise<void> {
  try {
    await aws.events.deleteBus(name);
  } catch (error) {
    if (!(error instanceof GcxError) || !/since it has rules/.test(error.report.what)) throw error;
    const rules = await aws.events.listRules(name);
    if (rules.length === 0) throw error;
    throw new GcxError(
      {
        code: 'bus-has-rules',
        what: `The event bus ${name} has rules that came since the plan was made: ${rules.map((rule) => rule.name).join(', ')}.`,
        why: 'AWS deletes no event bus that has a rule, whoever made it.',
        fix: 'Run the same command again: it says whose they are, and keeps what they need.',
      },
      ExitCode.error,
      error,
    );
  }
}
