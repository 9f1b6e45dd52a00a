import { createHash } from 'node:crypto';
import type { JsonObject, JsonValue } from '../../../base/json.js';
import { AwsError } from '../aws-error.js';
import type { Context, Operations } from '../context.js';
import { integer, objects, text, texts } from '../input.js';
import { pageOf } from '../pages.js';
import type { RoleRecord } from '../processor-records.js';
import type { TagMap } from '../tag-map.js';
import { checkTags, readTags, withoutTags, writeTags } from '../tags.js';
import { checkTrustPolicy, encodeDocument } from './documents.js';
import { IamErrors } from './errors.js';

/** Entries of one answer of a list. */
const ENTRIES_PER_PAGE = 100;
const ROLE_NAME_CHARACTERS = 64;
const TAGS_PER_ROLE = 50;
const DESCRIPTION_CHARACTERS = 1_000;

/** What a role is made of. */
export interface NewRole {
  readonly name: string;
  readonly path?: string;
  readonly trust: string;
  readonly description?: string;
  readonly boundary?: string;
  readonly tags?: TagMap;
  readonly policies?: Readonly<Record<string, string>>;
}

/** Makes a role without asking who wants it. */
export function makeRole(
  { name, path = '/', trust, description, boundary, tags = {}, policies = {} }: NewRole,
  context: Context,
): RoleRecord {
  const role: RoleRecord = {
    name,
    path,
    arn: `arn:aws:iam::${context.account}:role${path}${name}`,
    id: roleId(name, context),
    created: context.now(),
    ...(description === undefined ? {} : { description }),
    trust,
    policies: { ...policies },
    ...(boundary === undefined ? {} : { boundary }),
    tags: { ...tags },
  };
  context.state.roles.set(name, role);
  return role;
}

function roleId(name: string, { account, now }: Context): string {
  const hash = createHash('sha256').update(`${account}/${name}/${now()}`).digest('hex');
  return `AROA${hash.slice(0, 17).toUpperCase()}`;
}

/** The role that `RoleName` names. @throws AwsError NoSuchEntity */
export function roleOf(input: JsonObject, context: Context): RoleRecord {
  const name = text(input, 'RoleName') ?? '';
  const role = context.state.roles.get(name);
  if (role === undefined) throw IamErrors.noRole(name);
  return role;
}

/** A page of a list in IAM's words. */
export function markedPage<T extends JsonValue>(
  member: string,
  all: readonly T[],
  input: JsonObject,
): JsonObject {
  const size = integer(input, 'MaxItems') ?? ENTRIES_PER_PAGE;
  const page = pageOf(all, size, text(input, 'Marker'), 'ValidationError');
  return {
    [member]: page.items,
    IsTruncated: page.next !== undefined,
    ...(page.next === undefined ? {} : { Marker: page.next }),
  };
}

function shown(role: RoleRecord): Record<string, JsonValue> {
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: role.arn,
    CreateDate: new Date(role.created).toISOString(),
    AssumeRolePolicyDocument: encodeDocument(role.trust),
    ...(role.description === undefined ? {} : { Description: role.description }),
    MaxSessionDuration: 3_600,
  };
}

function shownInFull(role: RoleRecord): JsonObject {
  return {
    ...shown(role),
    ...(role.boundary === undefined
      ? {}
      : {
          PermissionsBoundary: {
            PermissionsBoundaryType: 'Policy',
            PermissionsBoundaryArn: role.boundary,
          },
        }),
    ...(Object.keys(role.tags).length === 0 ? {} : { Tags: writeTags(role.tags) }),
  };
}

function checkName(name: string): void {
  if (name.length < 1 || name.length > ROLE_NAME_CHARACTERS) {
    const bound =
      name === '' ? 'greater than or equal to 1' : `less than or equal to ${ROLE_NAME_CHARACTERS}`;
    throw IamErrors.validation(
      `1 validation error detected: Value '${name}' at 'roleName' failed to satisfy constraint: Member must have length ${bound}`,
    );
  }
  if (!/^[\w+=,.@-]+$/.test(name)) {
    throw IamErrors.validation(
      'The specified value for roleName is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-',
    );
  }
}

/** @throws AwsError in IAM's words */
function readRoleTags(entries: readonly JsonObject[], existing: TagMap): TagMap {
  const keys = entries.map((entry) => (text(entry, 'Key') ?? '').toLowerCase());
  if (new Set(keys).size < keys.length) {
    throw IamErrors.invalid('Duplicate tag keys found. Please note that Tag keys are case insensitive.');
  }
  const tags = readTags(entries);
  if (Object.keys({ ...withoutAlike(existing, Object.keys(tags)), ...tags }).length > TAGS_PER_ROLE) {
    throw IamErrors.limit(`Cannot exceed quota for TagsPerRole: ${TAGS_PER_ROLE}`);
  }
  checkTags(tags, existing, IamErrors.invalid);
  return tags;
}

/** The tags without some keys, which to IAM are the same in upper and lower case. */
function withoutAlike(tags: TagMap, keys: readonly string[]): TagMap {
  const alike = new Set(keys.map((key) => key.toLowerCase()));
  return withoutTags(
    tags,
    Object.keys(tags).filter((key) => alike.has(key.toLowerCase())),
  );
}

function readBoundary(input: JsonObject): string | undefined {
  const arn = text(input, 'PermissionsBoundary');
  if (arn !== undefined && !/^arn:[^:]+:iam::(?:\d{12}|aws):policy\/.+$/.test(arn)) {
    throw IamErrors.validation(`ARN ${arn} is not valid.`);
  }
  return arn;
}

function createRole(input: JsonObject, context: Context): JsonObject {
  const name = text(input, 'RoleName') ?? '';
  checkName(name);
  const path = text(input, 'Path') ?? '/';
  if (!/^\/(?:[!-~]+\/)?$/.test(path)) {
    throw IamErrors.validation('The specified value for path is invalid. It must begin and end with /.');
  }
  const trust = text(input, 'AssumeRolePolicyDocument') ?? '';
  checkTrustPolicy(trust);
  const description = text(input, 'Description');
  if (description !== undefined && description.length > DESCRIPTION_CHARACTERS) {
    throw IamErrors.validation(
      `1 validation error detected: Value at 'description' failed to satisfy constraint: Member must have length less than or equal to ${DESCRIPTION_CHARACTERS}`,
    );
  }
  const tags = readRoleTags(objects(input, 'Tags'), {});
  const boundary = readBoundary(input);
  // Names that differ only in case are the same name.
  const taken = [...context.state.roles.keys()].some((each) => each.toLowerCase() === name.toLowerCase());
  if (taken) throw IamErrors.roleExists(name);
  const role = makeRole(
    {
      name,
      path,
      trust,
      tags,
      ...(description === undefined ? {} : { description }),
      ...(boundary === undefined ? {} : { boundary }),
    },
    context,
  );
  return { Role: shownInFull(role) };
}

function deleteRole(input: JsonObject, context: Context): JsonObject {
  const role = roleOf(input, context);
  if (Object.keys(role.policies).length > 0) {
    throw IamErrors.conflict('Cannot delete entity, must delete policies first.');
  }
  if ((role.attached ?? []).length > 0) {
    throw IamErrors.conflict('Cannot delete entity, must detach all policies first.');
  }
  context.state.roles.delete(role.name);
  return {};
}

/** The calls of AWS IAM that concern roles themselves; what they may do is in `role-policies.ts`. */
export const roleOperations: Operations = {
  CreateRole: createRole,
  GetRole: (input, context) => ({ Role: { ...shownInFull(roleOf(input, context)), RoleLastUsed: {} } }),
  DeleteRole: deleteRole,
  ListRoles: (input, context) => {
    const prefix = text(input, 'PathPrefix') ?? '/';
    const all = [...context.state.roles.values()]
      .filter(({ path }) => path.startsWith(prefix))
      .sort((left, right) => (left.name < right.name ? -1 : 1));
    return markedPage('Roles', all.map(shown), input);
  },
  UpdateAssumeRolePolicy: (input, context) => {
    const role = roleOf(input, context);
    const trust = text(input, 'PolicyDocument') ?? '';
    checkTrustPolicy(trust);
    role.trust = trust;
    return {};
  },
  PutRolePermissionsBoundary: (input, context) => {
    const role = roleOf(input, context);
    const boundary = readBoundary(input);
    if (boundary === undefined) throw new AwsError('ValidationError', 'PermissionsBoundary is missing.');
    role.boundary = boundary;
    return {};
  },
  DeleteRolePermissionsBoundary: (input, context) => {
    const role = roleOf(input, context);
    if (role.boundary === undefined) throw IamErrors.noBoundary(role.name);
    delete role.boundary;
    return {};
  },
  TagRole: (input, context) => {
    const role = roleOf(input, context);
    const tags = readRoleTags(objects(input, 'Tags'), role.tags);
    role.tags = { ...withoutAlike(role.tags, Object.keys(tags)), ...tags };
    return {};
  },
  UntagRole: (input, context) => {
    const role = roleOf(input, context);
    role.tags = withoutAlike(role.tags, texts(input, 'TagKeys'));
    return {};
  },
  ListRoleTags: (input, context) => markedPage('Tags', writeTags(roleOf(input, context).tags), input),
};
