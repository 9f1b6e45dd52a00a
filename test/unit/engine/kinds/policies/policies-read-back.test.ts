import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../../../src/lib/base/json.js';
import { samePermission } from '../../../../../src/lib/engine/kinds/lambda-permission/permission.js';
import { openToAll } from '../../../../../src/lib/engine/kinds/policies/open-to-all.js';
import {
  findStatement,
  normalStatement,
  statementsOf,
} from '../../../../../src/lib/engine/kinds/policies/policy.js';
import { samePolicy } from '../../../../../src/lib/engine/kinds/role/role-policy.js';

/** What was written into a policy, and what AWS gave back; names are stand-ins such as `<resource:1>`. */
interface Recorded {
  readonly service: string;
  readonly call?: string;
  readonly written?: JsonValue;
  readonly returned?: JsonValue;
}

const LINES: readonly Recorded[] = readFileSync('test/fixtures/recorded/policies-read-back.jsonl', 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line.replaceAll(/(arn:aws:iam::\d{12}:)<resource:\d>/g, '$1root')));

/** Statements anywhere in what AWS gave back. */
function statementsIn(value: JsonValue | undefined): readonly JsonObject[] {
  if (Array.isArray(value)) return value.flatMap((item: JsonValue) => statementsIn(item));
  if (!isJsonObject(value)) return [];
  if (value['Effect'] !== undefined) return [value];
  return Object.values(value).flatMap((member) => statementsIn(member));
}

/** AddPermission gives its own `Sid`, which means nothing. */
const same = (left: JsonObject, right: JsonObject) => normalStatement(left) === normalStatement(right);
const objectOf = (value: JsonValue | undefined): JsonObject => (isJsonObject(value) ? value : {});
const principalOf = (principal: string): JsonValue =>
  principal === '*' ? '*' : /^\d{12}$|^arn/.test(principal) ? { AWS: principal } : { Service: principal };

/** A statement as gcx would write it that AddPermission was given by its parts; values that are stand-ins are AWS's own. */
function fromParts(written: JsonObject, back: JsonObject, action: string): JsonObject {
  const conditions = objectOf(back['Condition']);
  const lower = Object.fromEntries(
    Object.entries(conditions).map(([operator, keys]) => [
      operator,
      // As gcx writes them: in small letters, and each value in a list.
      Object.fromEntries(
        Object.entries(objectOf(keys)).map(([key, value]) => [key.toLowerCase(), [value ?? '']]),
      ),
    ]),
  );
  const principal = written['Principal'];
  return {
    Effect: 'Allow',
    Principal:
      typeof principal === 'string' && !/^arn of/.test(principal)
        ? principalOf(principal)
        : (back['Principal'] ?? '*'),
    Action: action,
    Resource: back['Resource'] ?? '*',
    ...(Object.keys(lower).length === 0 ? {} : { Condition: lower }),
  };
}

/** What AWS is asked by account numbers and names of actions, as statements. */
function ofAccounts(
  accounts: JsonValue | undefined,
  actions: JsonValue | undefined,
  prefix: string,
  back: JsonObject,
) {
  const list = (value: JsonValue | undefined) => (Array.isArray(value) ? value : []).map(String);
  return {
    Effect: 'Allow',
    Principal: { AWS: list(accounts) },
    Action: list(actions).map((action) => `${prefix}:${action}`),
    Resource: back['Resource'] ?? '*',
  };
}

it.each(LINES.map((line, at) => [`${at + 1} ${line.service} ${line.call ?? ''}`, line] as const))(
  'what AWS reads back in another form is no drift: line %s',
  (_name, { service, call = '', written, returned }) => {
    const back = statementsIn(returned);
    const [first = {}] = back;
    const last = back.at(-1) ?? {};
    const given = objectOf(written);
    switch (`${service} ${call}`) {
      case 'events PutPermission':
        expect(same(fromParts(given, first, 'events:PutEvents'), first)).toBe(true);
        return;
      case 'lambda AddPermission -> GetPolicy': {
        const sourceArn = 'arn:aws:s3:::<resource:3>';
        expect(samePermission(first, { sid: 's3', principal: 's3.amazonaws.com', sourceArn })).toBe(true);
        expect(
          samePermission(first, { sid: 's3', principal: 's3.amazonaws.com', sourceArn: 'arn:aws:s3:::y' }),
        ).toBe(false);
        return;
      }
      case 'lambda AddPermission Qualifier 1':
      case 'lambda AddPermission Qualifier alias': {
        const wanted = { sid: 's3', principal: 's3.amazonaws.com', sourceArn: 'arn:aws:s3:::<resource:1>' };
        expect(samePermission(first, wanted)).toBe(true);
        return;
      }
      case 'lambda AddPermission': {
        const wanted = fromParts(given, first, String(first['Action']));
        expect(same(wanted, first)).toBe(true);
        expect(same({ ...wanted, Effect: 'Deny' }, first)).toBe(false);
        return;
      }
      case 'sns AddPermission AWSAccountId, ActionName Publish':
      case 'sns AddPermission two actions':
        expect(same(ofAccounts(given['AWSAccountId'], given['ActionName'], 'sns', last), last)).toBe(true);
        return;
      case 'sqs AddPermission two accounts':
      case 'sqs AddPermission one account':
        expect(same(ofAccounts(given['AWSAccountIds'], given['Actions'], 'sqs', last), last)).toBe(true);
        return;
      case 'events PutPermission Policy':
      case 'sqs SetQueueAttributes Policy': {
        const [wanted = {}] = statementsIn(written);
        expect(same({ ...wanted, Resource: first['Resource'] ?? '*' }, first)).toBe(true);
        return;
      }
      case 'iam CreateRole -> Role': {
        const single = objectOf(JSON.parse(JSON.stringify(written).replaceAll(/\["([^"]+)"\]/g, '"$1"')));
        expect(samePolicy(objectOf(returned), objectOf(written))).toBe(true);
        expect(samePolicy(objectOf(returned), single)).toBe(true);
        return;
      }
      case 'logs PutResourcePolicy':
        expect(same({ ...first, Principal: { Service: 'route53.amazonaws.com' } }, first)).toBe(true);
        return;
      case 'logs PutDeliveryDestinationPolicy':
        expect(same({ ...first, Principal: { AWS: '111111111111' } }, first)).toBe(true);
        return;
      case 'logs PutResourcePolicy, DescribeResourcePolicies':
        expect(same({ Principal: written ?? '' }, { Principal: returned ?? '' })).toBe(true);
        return;
      case 'sns CreateTopic (default policy)':
        // It is not ours, and lets nobody in but the owner.
        expect(openToAll(back)).toEqual([]);
        return;
      case 'lambda RemovePermission, last statement':
      case 'sqs RemovePermission, last statement':
        // No policy at all is one without statements.
        expect([statementsOf(undefined), findStatement('', 's')]).toEqual([[], undefined]);
        return;
      case 'sns, sqs ':
        // Whoever is gone is another than was written: gcx names services, which do not go.
        expect(
          same(
            { Principal: { AWS: 'AIDAEXAMPLE' } },
            { Principal: { AWS: 'arn:aws:iam::111111111111:user/a' } },
          ),
        ).toBe(false);
        return;
      default:
        throw new Error(`no test for ${service} ${call}`);
    }
  },
);
