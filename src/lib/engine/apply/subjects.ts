import type { Tags } from '../../clients/aws/model.js';
import { isMissing } from '../../clients/aws/unless-missing.js';
import { nameOfArn } from '../../language/names/arn.js';
import { changeId } from '../change/change.js';
import { topicArn } from '../compile/index.js';
import { type Owner, ownerByDescription, ownerByTags } from '../kinds/ownership/owner.js';
import type { RunContext } from './run-step.js';

/**
 * What a call does to its subject, which says whose that may be. `create`: nobody's yet. `overwrite`: nobody's yet or
 * ours, as AWS replaces what is there unasked. `change`: ours. `use`: ours, and looked at once a run, as something is
 * only put into it or taken out again. `delete`: ours, or gone. `adopt`: of no other project.
 */
export type Purpose = 'create' | 'overwrite' | 'change' | 'use' | 'delete' | 'adopt';

/** What a step's call is about, and how to read whose it is. */
export interface Subject {
  /** Unique among the things of a run. */
  readonly key: string;
  /** As a message calls it, e.g. `SNS topic calls`. */
  readonly called: string;
  readonly purpose: Purpose;
  /**
   * Whether AWS makes it together with its mark, or else refuses. False where it answers success for a thing of others,
   * too, and leaves its tags as they are: SQS queues, rules and alarms.
   */
  readonly madeMarked: boolean;
  /** Whether the next plan takes it in where nobody has marked it: what Lambda makes by itself. */
  readonly adoptable: boolean;
  /** Reads it anew. */
  readonly owner: () => Promise<Owner>;
}

/** Where and for whom a run works. */
export type Place = Pick<RunContext, 'aws' | 'mark' | 'account' | 'region'>;

type Special = Partial<Pick<Subject, 'madeMarked' | 'adoptable'>>;

/** The things on AWS that can be somebody else's, a function for each kind. */
export class Subjects {
  constructor(private readonly place: Place) {}

  bus(name: string, purpose: Purpose): Subject {
    return this.tagged('bus', 'Event bus', name, purpose, () => this.aws.events.bus(name));
  }

  rule(bus: string, name: string, purpose: Purpose): Subject {
    const key = changeId('rule', `${bus}/${name}`);
    const owner = async (): Promise<Owner> => {
      const listed = await this.aws.events.listRules(bus, name).catch((error: unknown) => {
        // With its bus.
        if (isMissing(error)) return [];
        throw error;
      });
      const found = listed.find((rule) => rule.name === name);
      if (found?.managedBy !== undefined)
        return { kind: 'others', marked: true, words: `it is managed by ${found.managedBy}` };
      const tags = found === undefined ? undefined : await this.aws.events.ruleTags(found.arn);
      return ownerByTags(tags, this.place.mark);
    };
    return { key, called: `Rule ${name}`, purpose, madeMarked: false, adoptable: false, owner };
  }

  archive(name: string, purpose: Purpose): Subject {
    const owner = async () =>
      ownerByDescription((await this.aws.archives.get(name))?.description, this.place.mark);
    const key = changeId('archive', name);
    return { key, called: `Archive ${name}`, purpose, madeMarked: true, adoptable: false, owner };
  }

  topicNamed(name: string, purpose: Purpose): Subject {
    const { account, region } = this.place;
    return this.topic(topicArn({ aws: { account, region } }, name), purpose);
  }

  topic(arn: string, purpose: Purpose): Subject {
    return this.tagged('sns-topic', 'SNS topic', nameOfArn(arn), purpose, () => this.aws.sns.topic(arn));
  }

  queue(name: string, purpose: Purpose): Subject {
    const read = () => this.aws.sqs.queue(name);
    return this.tagged('sqs-queue', 'SQS queue', name, purpose, read, { madeMarked: false });
  }

  table(name: string, purpose: Purpose): Subject {
    return this.tagged('table', 'DynamoDB table', name, purpose, () => this.aws.dynamo.table(name));
  }

  role(name: string, purpose: Purpose): Subject {
    return this.tagged('role', 'IAM role', name, purpose, () => this.aws.iam.role(name));
  }

  logGroup(name: string, purpose: Purpose): Subject {
    const read = () => this.aws.logs.group(name);
    return this.tagged('log-group', 'Log group', name, purpose, read, { adoptable: true });
  }

  function(name: string, purpose: Purpose): Subject {
    const read = () => this.aws.functions.function(name);
    return this.tagged('function', 'Lambda function', name, purpose, read);
  }

  eventSource(functionName: string, queueArn: string, purpose: Purpose): Subject {
    const read = async () =>
      (await this.aws.functions.eventSources(functionName)).find((each) => each.queueArn === queueArn);
    const name = `from ${nameOfArn(queueArn)}`;
    return this.tagged('event-source', 'Event source mapping', name, purpose, read, { adoptable: true });
  }

  alarm(name: string, purpose: Purpose): Subject {
    const read = async () => (await this.aws.alarms.list(name)).find((each) => each.name === name);
    return this.tagged('alarm', 'Alarm', name, purpose, read, { madeMarked: false });
  }

  private get aws() {
    return this.place.aws;
  }

  private tagged(
    kind: Parameters<typeof changeId>[0],
    what: string,
    name: string,
    purpose: Purpose,
    read: () => Promise<{ readonly tags: Tags } | undefined>,
    special: Special = {},
  ): Subject {
    const owner = async () => ownerByTags((await read())?.tags, this.place.mark);
    const called = `${what} ${name}`;
    return {
      key: changeId(kind, name),
      called,
      purpose,
      madeMarked: true,
      adoptable: false,
      ...special,
      owner,
    };
  }
}
