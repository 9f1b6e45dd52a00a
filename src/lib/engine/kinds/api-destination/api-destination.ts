import { canonicalJson, type JsonValue } from '../../../base/json.js';
import { Limits } from '../../../base/limits.js';
import type { ApiDestination } from '../../../clients/aws/http-model.js';
import { arnHere, httpArn, nameOfConnection, partOfArn } from '../../../language/names/arn.js';
import type { AskedOfKind } from '../../change/asked.js';
import { change, changeId, updateOrNone } from '../../change/change.js';
import { newSetting, type Setting, settingChange } from '../../change/setting.js';
import type { DeclaredEndpoint } from '../../targets/declared-endpoint.js';
import { isGoing } from '../connection/await-connection.js';
import type { ConnectionsRead } from '../connection/connections-reading.js';
import {
  endpointFix,
  planLeftEndpoint,
  unlistedNotice,
  wantedDescription,
} from '../connection/endpoint-things.js';
import { joinPlans } from '../door/join-plans.js';
import type { KindPlan, PlanInput, ResourceKind } from '../door/kind.js';
import { askedInList } from '../noted/asked-of.js';
import { describedOwner, isMarkedBy } from '../ownership/description-mark.js';
import { leftAlone } from '../ownership/refusals.js';
import { apiDestinationMarks } from './api-destination-marks.js';
import { apiDestinationRights } from './api-destination-rights.js';
import { type ApiDestinationStep, apiDestinationSteps } from './api-destination-steps.js';
import { type ApiDestinationsRead, apiDestinationHarms } from './api-destinations-reading.js';

type Input = PlanInput<ApiDestinationsRead & ConnectionsRead>;
type Planned = KindPlan<ApiDestinationStep>;

/** EventBridge API destinations of HTTPS endpoints. AWS gives them no tags: the description carries the mark. */
export const apiDestinationKind: ResourceKind<
  'api-destination',
  ApiDestinationStep,
  ApiDestinationsRead & ConnectionsRead
> = {
  kind: 'api-destination',
  label: 'API destination',
  steps: apiDestinationSteps,
  order: {
    part: 'support',
    growsAfter: [{ kind: 'connection', of: 'growing', same: true }],
    goesAfter: [],
    goesAfterRules: 'all',
  },
  underway: 'kind',
  countsAs: 'target',
  marks: apiDestinationMarks,
  harms: apiDestinationHarms,
  rights: apiDestinationRights,
  arnOf: (name, { config }) => arnHere(config, 'events', `api-destination/${name}/*`),
  plan(input) {
    const declared = input.intent === 'apply' ? input.declared.endpoints : [];
    const names = new Set(declared.map(({ name }) => name));
    return joinPlans<ApiDestinationStep>([
      ...declared.map((endpoint) => planDeclared(input, endpoint)),
      ...(input.live.apiDestinationsUnlisted === true
        ? [{ changes: [], warnings: [unlistedNotice('events:ListApiDestinations', 'API destinations')] }]
        : []),
      ...[...input.live.apiDestinations].flatMap(([name, live]) =>
        names.has(name) || live === undefined
          ? []
          : [
              planLeftEndpoint(
                input,
                {
                  kind: 'api-destination',
                  ...live,
                  on: [httpArn(input.config, 'api-destination', name)],
                },
                { call: 'events.deleteApiDestination', name } as const,
              ),
            ],
      ),
    ]);
  },
};

const text = (field: string): Setting<JsonValue> => ({ field, words: String });
const SETTINGS = {
  url: { ...text('url'), label: 'URL' },
  method: text('method'),
  rate: { field: 'rate', words: (value: JsonValue) => `${String(value)} a second` },
  connection: text('connection'),
  description: text('description'),
} as const;

/** What is asked for of one, by the names of its fields. */
type Values = Readonly<Record<keyof typeof SETTINGS, JsonValue>>;

function planDeclared(input: Input, { target, name, connection, arn, endpoint }: DeclaredEndpoint): Planned {
  const base = {
    kind: 'api-destination',
    name,
    group: { kind: 'target', name: target.name },
    links: { on: arn },
  } as const;
  const live = input.live.apiDestinations.get(name);
  const description = wantedDescription(input, target.name, live?.description);
  const rate = target.rate ?? Limits.httpCallsPerSecond;
  const { method } = target;
  const wanted: Values = { url: endpoint, method, rate, connection, description };
  const settings = { name, description, connection, endpoint, method, rate };
  const now = live === undefined ? undefined : valuesOf(live, input);
  const asked = askedOf(name, wanted, now);
  if (live === undefined || now === undefined) {
    const fields = [
      newSetting(SETTINGS.url, endpoint),
      newSetting(SETTINGS.method, method),
      newSetting(SETTINGS.rate, rate),
    ];
    const steps = [{ call: 'events.createApiDestination', ...settings }] as const;
    return { changes: [change({ ...base, action: 'create', fields, steps, asked })] };
  }
  if (!isMarkedBy(live.description, input.mark)) {
    const fix = endpointFix('API destination', live.description);
    return leftAlone(base, 'API destination', describedOwner(live.description, input.mark), fix);
  }
  const keys = Object.keys(SETTINGS) as readonly (keyof typeof SETTINGS)[];
  const fields = keys.flatMap((key) =>
    canonicalJson(now[key]) === canonicalJson(wanted[key])
      ? []
      : [settingChange(SETTINGS[key], { before: now[key], after: wanted[key] })],
  );
  const steps = fields.length === 0 ? [] : ([{ call: 'events.updateApiDestination', ...settings }] as const);
  return { changes: [change({ ...base, action: updateOrNone(fields), fields, steps, asked })] };
}

/** A connection is told by its name where it is the one that is there now: one that was made again has another ARN. */
function valuesOf(live: ApiDestination, input: Input): Values {
  const { endpoint: url, method, rate, description, connectionArn } = live;
  const name = nameOfConnection(connectionArn);
  const found = input.live.connections.get(name);
  const own = found !== undefined && !isGoing(found) && found.arn === connectionArn;
  return {
    url,
    method,
    rate,
    description,
    connection: own ? name : partOfArn(connectionArn, 'connection/'),
  };
}

/** What gcx asks for of an API destination. It has no tags: the list of the bus holds its note. */
function askedOf(name: string, wanted: Values, live: Values | undefined): AskedOfKind {
  return askedInList({
    of: changeId('api-destination', name),
    isLive: live !== undefined,
    values: Object.fromEntries(
      Object.entries(wanted).map(([key, value]) => [
        key,
        { wanted: value, live: live?.[key as keyof Values] },
      ]),
    ),
  });
}
