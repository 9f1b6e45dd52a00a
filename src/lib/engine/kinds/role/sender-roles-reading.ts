import type { IamRole } from '../../../clients/aws/iam-model.js';
import { changeId } from '../../change/change.js';
import { possibleSenderRoles } from '../../targets/sender-roles.js';
import { type AttributeTable, answeredBy, none, ours, parts, people } from '../door/attributes.js';
import { distinct, type Reading, readEach } from '../door/reading.js';
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

/** Reads the roles that the file's targets need made, and those with which live rules of ours still send. */
export const senderRolesReading: Reading<SenderRolesRead, RulesRead> = {
  name: 'senderRoles',
  waitsFor: ['rules'],
  unread: { live: { senderRoles: new Map() }, of: 'roles of targets', kinds: ['role', 'rule'] },
  async read({ config, declared }, { rules }, { aws }) {
    const used = new Set(rules.flatMap(({ targets }) => targets.flatMap(({ roleArn }) => roleArn ?? [])));
    const left = used.size === 0 ? [] : possibleSenderRoles(config).filter(({ arn }) => used.has(arn));
    const names = distinct([...declared.senderRoles, ...left].map(({ name }) => name));
    return { senderRoles: await readEach(names, (name) => aws.iam.role(name)) };
  },
  digest: ({ senderRoles }) => ({ senderRoles: [...senderRoles] }),
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
