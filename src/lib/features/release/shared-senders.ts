import type { Refusal } from '../../engine/change/model.js';
import { type Live, policyStatements, sourcesOf } from '../../engine/kinds/index.js';
import { nameOfArn, nameOfConnection } from '../../language/names/arn.js';
import { globExpression } from '../../language/names/globs.js';
import type { ReleasedThing } from './model.js';

/** Kinds whose things send by a statement that names them, as a plan calls them. */
const SENDERS: Readonly<Record<string, string>> = { 'sns-topic': 'SNS topic', alarm: 'Alarm' };

/** What a policy is of, by the service. */
const RECEIVERS: Readonly<Record<string, string>> = {
  sns: 'SNS topic',
  sqs: 'SQS queue',
  lambda: 'function',
};

/**
 * What stays with the project and a released thing needs: once the file no longer has the routes, an apply takes it away.
 * Rules are not lost so: a plan sees them, but for the roles that they send with. Pure.
 * @param all everything that can carry a mark
 */
export function sharedSenders(
  things: readonly ReleasedThing[],
  all: readonly ReleasedThing[],
  live: Live,
  routes: readonly string[],
): readonly Refusal[] {
  return [
    ...sharedRoles(things, live, routes),
    ...sharedConnections(things, live),
    ...sharedStatements(things, all, live),
  ];
}

function sharedRoles(
  things: readonly ReleasedThing[],
  live: Live,
  routes: readonly string[],
): readonly Refusal[] {
  const released = new Set(things.map(({ thing }) => thing.id));
  return [...live.senderRoles.values()].flatMap((role) => {
    if (role === undefined || released.has(`role:${role.name}`)) return [];
    const rule = live.rules.find(
      (each) => released.has(`rule:${each.name}`) && each.targets.some(({ roleArn }) => roleArn === role.arn),
    );
    if (rule === undefined) return [];
    return [
      {
        code: 'role-shared',
        change: `rule:${rule.name}`,
        message: `Rule ${rule.name} of route ${rule.route ?? routes.join(', ')} sends with IAM role ${role.name}, which other routes of the file use, too: once the file no longer has the route, the next apply removes what only this rule needs from the role.`,
        fix: `Give the targets of the route a role of their own (role: ARN) and apply that first, or release all routes that use the role.`,
      },
    ];
  });
}

/** Connections that stay, by which a released API destination calls: gcx may delete them, or send them another secret. */
function sharedConnections(things: readonly ReleasedThing[], live: Live): readonly Refusal[] {
  const released = new Set(things.map(({ thing }) => thing.id));
  return [...live.apiDestinations.values()].flatMap((destination) => {
    if (destination === undefined || !released.has(`api-destination:${destination.name}`)) return [];
    const name = nameOfConnection(destination.connectionArn);
    if (live.connections.get(name)?.arn !== destination.connectionArn || released.has(`connection:${name}`))
      return [];
    return [
      {
        code: 'connection-shared',
        change: `api-destination:${destination.name}`,
        message: `API destination ${destination.name} calls with connection ${name}, which other targets of the file use, too: gcx changes the connection with them, and deletes it when the last of them leaves the file.`,
        fix: `Give the target of API destination ${destination.name} a connection of its own (connection: NAME) and apply that first, or release all routes that use the connection.`,
      },
    ];
  });
}

/** Statements in policies that stay, by which a released topic or alarm sends, and nothing that stays. */
function sharedStatements(
  things: readonly ReleasedThing[],
  all: readonly ReleasedThing[],
  live: Live,
): readonly Refusal[] {
  const arns = new Set(things.flatMap(({ thing }) => thing.arn ?? []));
  const senders = all.filter(({ kind }) => SENDERS[kind] !== undefined);
  const documents = [...live.topics.keys(), ...live.queues.keys(), ...live.functions.keys()];
  return documents
    .filter((on) => !arns.has(on))
    .flatMap((on) => {
      const sources = policyStatements({ live }, on)
        .filter((each) => String(each['Sid']).startsWith('GenesysGcx'))
        .flatMap(sourcesOf)
        .map(globExpression);
      return sources.flatMap((source) => {
        const sending = senders.filter(({ thing }) => thing.arn !== undefined && source.test(thing.arn));
        const [first] = sending;
        const isLost = first !== undefined && sending.every(({ thing }) => arns.has(thing.arn ?? ''));
        return isLost ? [refusal(first, on)] : [];
      });
    });
}

function refusal({ kind, thing: { id, name } }: ReleasedThing, on: string): Refusal {
  const receiver = `${RECEIVERS[on.split(':')[2] ?? ''] ?? ''} ${nameOfArn(on)}`.trim();
  return {
    code: 'policy-shared',
    change: id,
    message: `${SENDERS[kind]} ${name} sends to ${receiver}, which other parts of the file use, too: once the file no longer has the route, the next apply removes the permission for it from the policy of ${receiver}.`,
    fix: `Release all routes that use ${receiver}, or everything: leave the names of routes out.`,
  };
}
