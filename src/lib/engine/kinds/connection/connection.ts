import { canonicalJson, type JsonObject, type JsonValue } from '../../../base/json.js';
import { SECRET_PREFIX } from '../../../base/secret-variables.js';
import { counted } from '../../../base/words.js';
import type { ConnectionAuth, HttpConnection } from '../../../clients/aws/http-model.js';
import type { HttpAuth, HttpTarget } from '../../../language/config/model/http-target.js';
import { arnHere, httpArn } from '../../../language/names/arn.js';
import type { AskedOfKind } from '../../change/asked.js';
import { change, changeId, updateOrNone } from '../../change/change.js';
import type { Change, FieldChange, Refusal } from '../../change/model.js';
import { newSetting, type Setting, settingChange } from '../../change/setting.js';
import type { ApiDestinationsRead } from '../api-destination/api-destinations-reading.js';
import { joinPlans } from '../door/join-plans.js';
import type { KindPlan, PlanInput, ResourceKind, SecretState } from '../door/kind.js';
import { askedInList } from '../noted/asked-of.js';
import { describedOwner, isMarkedBy } from '../ownership/description-mark.js';
import { leftAlone } from '../ownership/refusals.js';
import { isGoing, isReady } from './await-connection.js';
import { connectionMarks } from './connection-marks.js';
import { connectionRights } from './connection-rights.js';
import { type ConnectionStep, connectionSteps } from './connection-steps.js';
import { type ConnectionsRead, connectionHarms } from './connections-reading.js';
import { type DeclaredConnection, declaredConnections } from './declared-connections.js';
import {
  endpointFix,
  planLeftEndpoint,
  targetOfEndpoint,
  unlistedNotice,
  wantedDescription,
} from './endpoint-things.js';
import { fingerprintIn, withFingerprint, withoutFingerprint } from './secret-fingerprint.js';

type Input = PlanInput<ConnectionsRead & ApiDestinationsRead>;
type Planned = KindPlan<ConnectionStep>;

/** EventBridge connections of HTTPS endpoints. AWS gives them no tags: the description carries the mark. */
export const connectionKind: ResourceKind<
  'connection',
  ConnectionStep,
  ConnectionsRead & ApiDestinationsRead
> = {
  kind: 'connection',
  label: 'connection',
  steps: connectionSteps,
  order: {
    part: 'support',
    growsAfter: [],
    goesAfter: [{ kind: 'api-destination', of: 'any', same: true }],
    goesAfterRules: 'all',
  },
  underway: 'kind',
  countsAs: 'target',
  marks: connectionMarks,
  harms: connectionHarms,
  rights: connectionRights,
  arnOf: (name, { config }) => arnHere(config, 'events', `connection/${name}/*`),
  plan(input) {
    const declared = input.intent === 'apply' ? declaredConnections(input.declared.endpoints) : [];
    const names = new Set(declared.map(({ name }) => name));
    return joinPlans<ConnectionStep>([
      ...declared.map((connection) => planDeclared(input, connection)),
      ...(input.live.connectionsUnlisted === true
        ? [{ changes: [], warnings: [unlistedNotice('events:ListConnections', 'connections')] }]
        : []),
      ...[...input.live.connections].flatMap(([name, live]) =>
        names.has(name) || live === undefined
          ? []
          : [
              planLeftEndpoint(
                input,
                { kind: 'connection', ...live, on: callersOf(input, live), ...lossOf(input, live) },
                {
                  call: 'events.deleteConnection',
                  name,
                } as const,
              ),
            ],
      ),
    ]);
  },
};

const AUTHORIZATION: Setting<JsonObject> = {
  field: 'authorization',
  words: (value) => authWords(value as unknown as ConnectionAuth),
  unset: 'none',
};

/** ARNs of the API destinations that call by a connection, without their ids: they let go of it before it goes. */
function callersOf({ live, config }: Input, { arn }: HttpConnection): readonly string[] {
  return [...live.apiDestinations.values()].flatMap((destination) =>
    destination?.connectionArn === arn ? [httpArn(config, 'api-destination', destination.name)] : [],
  );
}

/** API destinations that the project does not own and that call by a connection cannot do so when it is deleted. */
function lossOf(
  { live, mark }: Input,
  { name, arn }: HttpConnection,
): { readonly loss?: Omit<Refusal, 'change'> } {
  const others = (live.callers.get(arn) ?? []).filter(
    (each) => !isMarkedBy(live.apiDestinations.get(each)?.description ?? '', mark),
  );
  if (others.length === 0) return {};
  return {
    loss: {
      code: 'connection-in-use',
      message: `Connection ${name} is also used by ${counted(others.length, 'API destination')} that the project does not own (${others.join(', ')}): without it, EventBridge cannot call ${others.length === 1 ? 'its endpoint' : 'their endpoints'}.`,
      fix: 'Give them another connection first. If this is intended, run it again with --force.',
    },
  };
}

/** The target that the description of a shared connection names: the one that it names already, as long as that is one of them. */
function namedTarget({ targets }: DeclaredConnection, description: string | undefined): HttpTarget {
  const named = description === undefined ? undefined : targetOfEndpoint(description);
  return targets.find(({ name }) => name === named) ?? targets[0];
}

function planDeclared(input: Input, connection: DeclaredConnection): Planned {
  const { name, on } = connection;
  const found = input.live.connections.get(name);
  const live = found === undefined || isGoing(found) ? undefined : found;
  const target = namedTarget(connection, live?.description);
  const base = {
    kind: 'connection',
    name,
    group: { kind: 'target', name: target.name },
    links: { on },
  } as const;
  const { secret, ...auth } = target.auth;
  const described = live && withoutFingerprint(live.description);
  const description = wantedDescription(input, target.name, described);
  const settings = { name, target: target.name, description, auth: auth as ConnectionAuth, secret };
  const asked = askedOf(name, auth as ConnectionAuth, description, live);
  const state = input.secrets?.get(target.name);
  if (state?.kind === 'missing') return secretMissing(base, state.id);
  if (live === undefined) {
    const fields = [
      newSetting(AUTHORIZATION, asJson(auth)),
      { kind: 'value', field: 'secret', after: secretWords(target.auth) } as const,
    ];
    return {
      changes: [
        change({
          ...base,
          action: 'create',
          fields,
          notes: neededNotes(state),
          steps: [{ call: 'events.createConnection', ...settings }],
          asked,
        }),
      ],
    };
  }
  if (!isMarkedBy(live.description, input.mark)) {
    const fix = endpointFix('connection', live.description);
    return leftAlone(base, 'Connection', describedOwner(live.description, input.mark), fix);
  }
  const sends: readonly FieldChange[] = [
    ...(canonicalJson(asJson(auth)) === canonicalJson(asJson(live.auth))
      ? []
      : [
          settingChange(AUTHORIZATION, {
            before: live.auth && asJson(live.auth),
            after: asJson(auth),
          }),
        ]),
    ...(state?.kind === 'changed'
      ? [
          {
            kind: 'value',
            field: 'secret',
            before: 'another',
            after: secretWords(target.auth),
          } as const,
        ]
      : []),
    ...(isReady(live)
      ? []
      : [{ kind: 'value', field: 'state', before: live.state, after: 'AUTHORIZED' } as const]),
  ];
  const said: readonly FieldChange[] =
    withoutFingerprint(live.description) === description
      ? []
      : [
          {
            kind: 'value',
            field: 'description',
            before: withoutFingerprint(live.description),
            after: description,
          },
        ];
  const fields = [...sends, ...said];
  const kept = fingerprintIn(live.description);
  const steps: readonly ConnectionStep[] =
    sends.length > 0
      ? [{ call: 'events.updateConnection', ...settings }]
      : said.length > 0
        ? [
            {
              call: 'events.describeConnection',
              name,
              description: kept === undefined ? description : withFingerprint(description, kept),
            },
          ]
        : [];
  const reason = isReady(live) || live.stateReason === undefined ? [] : [`AWS says: ${live.stateReason}`];
  const notes = [...reason, ...(sends.length > 0 ? neededNotes(state) : absentNotes(state))];
  return { changes: [change({ ...base, action: updateOrNone(fields), fields, notes, steps, asked })] };
}

function secretMissing(base: Pick<Change, 'kind' | 'name' | 'group'>, id: string): Planned {
  const left = change({ ...base, action: 'none' });
  const refusal: Refusal = {
    code: 'existing-missing',
    change: left.id,
    message: `Target ${base.group.name} takes its secret from secret ${id} of AWS Secrets Manager, and there is none in this account and region.`,
    fix: 'Correct its name in the file, or create it.',
  };
  return { changes: [left], refusals: [refusal] };
}

/** What gcx asks for of a connection, but for its secret: not even a digest of it. */
function askedOf(
  name: string,
  auth: ConnectionAuth,
  description: string,
  live: HttpConnection | undefined,
): AskedOfKind {
  return askedInList({
    of: changeId('connection', name),
    isLive: live !== undefined,
    values: {
      authorization: { wanted: asJson(auth), live: live && asJson(live.auth) },
      description: { wanted: description, live: live && withoutFingerprint(live.description) },
    },
  });
}

/** That a secret is not at hand, where carrying the change out takes it. */
function neededNotes(state: SecretState | undefined): readonly string[] {
  return state?.kind === 'absent' ? [`to apply this, set ${SECRET_PREFIX}${state.variable}`] : [];
}

/** That a secret is not at hand, where nothing but it could differ. */
function absentNotes(state: SecretState | undefined): readonly string[] {
  if (state?.kind === 'unknown') return [UNKNOWN_SECRET];
  return state?.kind === 'absent'
    ? [`secret not compared: ${SECRET_PREFIX}${state.variable} is not set`]
    : [];
}

const UNKNOWN_SECRET =
  'secret kept: it was adopted, and AWS does not show it. To send another one, name another variable or secret in the file';

/** Where a secret is from, in words. */
function secretWords({ secret }: HttpAuth): string {
  return secret.kind === 'env' ? `from ${SECRET_PREFIX}${secret.name}` : `from Secrets Manager: ${secret.id}`;
}

function authWords(auth: ConnectionAuth): string {
  switch (auth.kind) {
    case 'apiKey':
      return `API key in header ${auth.header}`;
    case 'basic':
      return `user ${auth.user} with a password`;
    case 'oauth': {
      const { tokenUrl, clientId, method, ...rest } = auth;
      const parts = Object.entries(rest).flatMap(([what, parameters]) =>
        what === 'kind' ? [] : Object.entries(parameters).map(([key, value]) => `${what} ${key}: ${value}`),
      );
      return [`OAuth client ${clientId}, token by ${method} ${tokenUrl}`, ...parts].join(', ');
    }
  }
}

function asJson(auth: object | undefined): JsonObject {
  return JSON.parse(JSON.stringify(auth ?? {})) as JsonObject & JsonValue;
}
