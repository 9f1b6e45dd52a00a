import { awsCommand } from '../../../base/hints/gcx-command.js';
import type { JsonObject } from '../../../base/json.js';
import type { DescribeEventBusResponse, DescribeEventSourceResponse } from '../../../clients/aws/answers.js';
import { type AttributeTable, none, ours, parts, people } from '../door/attributes.js';
import { does, type KindHarms, saidBy } from '../door/difference-harm.js';
import type { HarmRule } from '../door/harm.js';
import { glob, texts } from '../policies/lets-in.js';
import { openToAll } from '../policies/open-to-all.js';
import { statementsOf } from '../policies/policy.js';
import { STORE_KEY } from '../policies/store-key.js';

/**
 * AWS takes no policy for a partner bus (facts: PutPermission is refused there); a bus of `aws.bus` is people's, and who
 * puts events there is not in the file: a statement that denies is told whomever it means, and one for everybody.
 */
const deniedOrOpen: HarmRule = (value, { answer }) => {
  if (typeof value !== 'string') return undefined;
  const statements = statementsOf(value);
  const mend = `Ask the owner of the bus; to see it: ${awsCommand`events describe-event-bus --name ${String(answer['Name'])}`}`;
  const denying = statements.find((each) => each['Effect'] === 'Deny' && puts(each));
  if (denying !== undefined)
    return {
      does: `${called(denying)} denies putting events there: what is denied reaches no rule of the file.`,
      mend,
    };
  const [open] = openToAll(statements).filter(puts);
  if (open === undefined) return undefined;
  return {
    does: `${called(open)} allows anybody in any AWS account to put events there: events that the rules match may not come from Genesys Cloud.`,
    mend,
  };
};

function puts({ Action, NotAction }: JsonObject): boolean {
  return (
    NotAction !== undefined || texts(Action).some((action) => glob(action.toLowerCase(), 'events:putevents'))
  );
}

function called({ Sid: sid }: JsonObject): string {
  return typeof sid === 'string' && sid !== '' ? `The statement ${sid}` : 'A statement';
}

/** What EventBridge answers of a bus (DescribeEventBus). */
const busAttributes: AttributeTable<DescribeEventBusResponse> = {
  Name: none('a bus of another name is another bus'),
  Arn: none('it follows from the name'),
  Description: people({ usual: null }),
  // Whether EventBridge may use it, the bus does not say.
  KmsKeyIdentifier: people({ usual: null }),
  // Where goes what cannot be encrypted.
  DeadLetterConfig: parts({ Arn: people({ usual: null }) }),
  Policy: people({ harm: deniedOrOpen }),
  LogConfig: parts({ IncludeDetail: people({ usual: 'NONE' }), Level: people({ usual: 'OFF' }) }),
  CreationTime: none('it only says when'),
  LastModifiedTime: none('it only says when'),
  ManagedBy: none('no service manages a partner bus of ours'),
};

const LOGGED = {
  LogConfig: parts({
    IncludeDetail: ours(),
    Level: ours('Less, or nothing, is logged: it cannot be known whether an event was delivered.'),
  }),
};
const KEYED = {
  KmsKeyIdentifier: ours('With a key that EventBridge may not use, every event is lost.'),
};

/** Which of a bus's attributes gcx sets: by whether the file says what it logs, and with which key it is encrypted. */
export function busTable(ofFile: {
  readonly log: boolean;
  readonly key: boolean;
}): AttributeTable<DescribeEventBusResponse> {
  return { ...busAttributes, ...(ofFile.log ? LOGGED : {}), ...(ofFile.key ? KEYED : {}) };
}

const allOfFile = busTable({ log: true, key: true });

/** What EventBridge answers of a partner event source (DescribeEventSource). */
export const eventSourceAttributes: AttributeTable<DescribeEventSourceResponse> = {
  Name: none('a source of another name is another source'),
  Arn: none('it follows from the name'),
  CreatedBy: none('Genesys Cloud makes it'),
  CreationTime: none('it only says when'),
  ExpirationTime: none('it follows from the state'),
  State: ours('While it is not ACTIVE, AWS drops every event that Genesys Cloud sends.'),
};

const saidOfSource = saidBy(eventSourceAttributes);
const saidOfBus = saidBy(allOfFile);

/** What differences of an event bus do to events. */
export const busHarms: KindHarms = {
  missing: does('stops', 'AWS drops every event that Genesys Cloud sends, because nothing receives them.'),
  fields: {
    'event source': saidOfSource('stops', 'State'),
    [STORE_KEY]: saidOfBus('stops', 'KmsKeyIdentifier'),
  },
};

/** What differences of what the bus logs do to events. */
export const busLogHarms: KindHarms = {
  missing: saidOfBus('later', 'LogConfig.Level'),
  fields: {},
  others: saidOfBus('later', 'LogConfig.Level'),
};
