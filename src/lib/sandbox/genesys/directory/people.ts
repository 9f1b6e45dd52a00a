import { isJsonObject, type JsonObject, type JsonValue } from '../../../base/json.js';
import { exampleConversations } from '../example-conversations.js';
import { sandboxId } from '../sandbox-id.js';
import type { NamedState, OrganizationState } from '../state.js';

/** The users of an organization without a seed. */
const EXAMPLE_USERS: readonly string[] = [
  'Ada Byrne',
  'Emeka Obi',
  'Jana Köhler',
  'Mia Rossi',
  "Seán O'Brien",
  'Yuki Tanaka',
];
/** Its wrap-up codes. */
const EXAMPLE_CODES: readonly string[] = [
  'Callback agreed',
  'Complaint',
  'No answer',
  'Question answered',
  'Sale',
  'Wrong number',
];

/** Members of events and of analytics that name a user, and those that name a wrap-up code. */
const USER_MEMBERS = new Set(['userId', 'answeredUserId']);
const CODE_MEMBERS = new Set(['wrapupCode', 'wrapUpCode']);

/** The users that the organization lists: the seed's, else the example's. */
export function listedUsers(state: OrganizationState): readonly NamedState[] {
  return state.users ?? EXAMPLE_USERS.map((name) => ({ id: sandboxId('user', name), name }));
}

/** The wrap-up codes that it lists. */
export function listedCodes(state: OrganizationState): readonly NamedState[] {
  return state.wrapUpCodes ?? EXAMPLE_CODES.map((name) => ({ id: sandboxId('wrap-up code', name), name }));
}

/** A user by id: a listed one, or one that events or conversations name. Undefined: there is none. */
export function knownUser(state: OrganizationState, id: string, now: number): NamedState | undefined {
  return known(listedUsers(state), EXAMPLE_USERS, id, () => named(state, now, USER_MEMBERS));
}

/** A wrap-up code by id, in the same way. */
export function knownCode(state: OrganizationState, id: string, now: number): NamedState | undefined {
  return known(listedCodes(state), EXAMPLE_CODES, id, () => named(state, now, CODE_MEMBERS));
}

/** What a wrap-up code is called; undefined where there is none of that id. */
export function wrapUpCodeName(state: OrganizationState, id: string, now: number): string | undefined {
  return knownCode(state, id, now)?.name;
}

/** Whoever an event names is there; what it is called is drawn from its id, always the same. */
function known(
  listed: readonly NamedState[],
  names: readonly string[],
  id: string,
  others: () => ReadonlySet<string>,
): NamedState | undefined {
  const wanted = id.toLowerCase();
  const found = listed.find((each) => each.id === wanted);
  if (found !== undefined || !others().has(wanted)) return found;
  return {
    id: wanted,
    name: names[Number.parseInt(sandboxId(wanted).slice(0, 6), 16) % names.length] ?? wanted,
  };
}

function named(state: OrganizationState, now: number, members: ReadonlySet<string>): ReadonlySet<string> {
  const ids = new Set<string>();
  const look = (value: JsonValue): void => {
    if (Array.isArray(value)) for (const each of value) look(each);
    else if (isJsonObject(value)) {
      for (const [name, inside] of Object.entries(value)) {
        if (members.has(name) && typeof inside === 'string') ids.add(inside.toLowerCase());
        else if (inside !== undefined) look(inside);
      }
    }
  };
  const told: readonly JsonObject[] = state.conversations ?? exampleConversations(state, now);
  look([...told, ...(state.published ?? []).map(({ body }) => body)]);
  return ids;
}
