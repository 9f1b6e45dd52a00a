import type { JsonObject } from '../../../base/json.js';
import type { Aws } from '../../../clients/aws/model.js';
import { parseArn, partOfArn } from '../../../language/names/arn.js';
import { distinct, type Reading, readEach } from '../door/reading.js';
import { isHere } from '../ownership/marked-reading.js';
import { type RulesRead, sentTo } from '../rule/rules-reading.js';
import { endpointsOf, type TopicsRead } from '../sns-topic/topics-reading.js';

/** A Lambda function's permissions as read. */
export interface LiveFunction {
  /** Undefined where the function does not exist. */
  readonly arn?: string;
  readonly policy?: JsonObject;
}

/** Lambda functions that people made, with whom they let in. */
export interface FunctionsRead {
  /** By function ARN, with its qualifier where it has one. */
  readonly functions: ReadonlyMap<string, LiveFunction>;
}

/** Reads the policies of the file's functions and of those that our rules and their topics send to. */
export const functionsReading: Reading<FunctionsRead, RulesRead & TopicsRead> = {
  name: 'functions',
  waitsFor: ['rules', 'topics'],
  unread: {
    live: { functions: new Map() },
    of: 'Lambda functions and who may call them',
    kinds: ['lambda-permission'],
    codes: /^existing-missing/,
  },
  async read({ config, declared }, { rules, topics }, { aws }) {
    const arns = distinct([
      ...declared.functions.map(({ arn, qualifier }) =>
        qualifier === undefined ? arn : `${arn}:${qualifier}`,
      ),
      ...sentTo(rules),
      ...endpointsOf(topics),
    ]).filter((arn) => isHere(config, arn) && parseArn(arn)?.service === 'lambda');
    return { functions: await readEach(arns, (arn) => readFunction(arn, aws)) };
  },
  digest: ({ functions }) => ({ functions: [...functions] }),
};

async function readFunction(arn: string, aws: Aws): Promise<LiveFunction> {
  const name = partOfArn(arn, 'function:');
  const found = await aws.lambda.functionArn(name);
  if (found === undefined) return {};
  const policy = await aws.lambda.policy(name);
  return { arn: found, ...(policy === undefined ? {} : { policy }) };
}
