import type { IamRole } from '../../../clients/aws/iam-model.js';
import { changeId } from '../../change/change.js';
import { firstSenderRoles, possibleSenderRoles } from '../../targets/sender-roles.js';
import type { BusTagsRead } from '../bus/bus-tags-reading.js';
import { type AttributeTable, answeredBy, none, ours, parts, people } from '../door/attributes.js';
import { ifAllowed } from '../door/if-allowed.js';
import { distinct, type Reading, readEach } from '../door/reading.js';
import { madeKey } from '../noted/made-list.js';
import { readUnderway } from '../noted/read-made.js';
import { newerFormatOfOurs } from '../ownership/mark-format.js';
import { thingOf } from '../ownership/thing.js';
import type { RulesRead } from '../rule/rules-reading.js';
import { boundaryOf, type RoleAnswer, roleTable } from './roles-reading.js';

/** IAM roles that gcx made for EventBridge to send with. */
export interface SenderRolesRead {
  /** By name; undefined where there is none. */
  readonly senderRoles: ReadonlyMap<string, IamRole | undefined>;
}

function senderRoleTable(boundary: string | undefined): AttributeTable<RoleAnswer> {
  return {
    ...roleTable(boundary),
    AssumeRolePolicyDocument: ours('Without EventBridge in it nothing is sent with the role.'),
    MaxSessionDuration: none('EventBridge renews what it needs by itself'),
    InlinePolicies: parts({
      PolicyName: none('its document says what it allows'),
      PolicyDocument: people(),
    }),
  };
}

/**
 * Reads the roles that the file's targets need made, those with which live rules of ours still send, and those that an apply
 * was making or deleting when it stopped.
 */
export const senderRolesReading: Reading<SenderRolesRead, RulesRead & BusTagsRead> = {
  name: 'senderRoles',
  waitsFor: ['rules', 'busTags'],
  unread: { live: { senderRoles: new Map() }, of: 'roles of targets', kinds: ['role', 'rule'] },
  async read(scope, { rules, busTags }, { aws }) {
    const { config, declared } = scope;
    const underway = readUnderway(scope, { rules, busTags });
    const used = new Set(rules.flatMap(({ targets }) => targets.flatMap(({ roleArn }) => roleArn ?? [])));
    const isLeft = ({ name, arn }: { readonly name: string; readonly arn: string }): boolean =>
      used.has(arn) || underway?.has(madeKey(changeId('role', name))) === true;
    const isAnyLeft = used.size > 0 || (underway !== undefined && underway.size > 0);
    const left = isAnyLeft ? possibleSenderRoles(config).filter(isLeft) : [];
    const named = distinct([...declared.senderRoles, ...left].map(({ name }) => name));
    const first = underway === undefined ? firstSenderRoles(config).map(({ name }) => name) : [];
    const unsure = first.filter((name) => !named.includes(name));
    const [senderRoles, others] = await Promise.all([
      readEach(named, (name) => aws.iam.role(name)),
      readEach(unsure, (name) => ifAllowed(() => aws.iam.role(name))),
    ]);
    return { senderRoles: new Map([...senderRoles, ...others]) };
  },
  // What was only looked for, as nothing said whether it is left, and is not there, makes no plan another.
  digest: ({ senderRoles }) => ({
    senderRoles: [...senderRoles].filter(([, role]) => role !== undefined),
  }),
  answered: (input) =>
    [...input.live.senderRoles].flatMap(([name, role]) => {
      const wanted = input.declared.senderRoles.find((each) => each.name === name);
      const thing =
        wanted === undefined
          ? undefined
          : thingOf(input, role?.tags ?? {}, { targets: wanted.targets, change: changeId('role', name) });
      const table = senderRoleTable(boundaryOf(input, role));
      return answeredBy(`IAM role ${name}`, role, table, thing);
    }),
  newerMarks: ({ senderRoles }, { mark }) =>
    [...senderRoles].flatMap(([name, role]) => newerFormatOfOurs(`IAM role ${name}`, role?.tags, mark)),
};
