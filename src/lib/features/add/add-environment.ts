import { isDeepStrictEqual } from 'node:util';
import { ExitCode } from '../../base/exit-codes.js';
import { GcxError } from '../../base/gcx-error.js';
import type { JsonObject } from '../../base/json.js';
import { genesysEnvironment } from '../../language/names/environments.js';
import { environmentsOf, type FileContent, mapAt, requireName } from './file-content.js';
import { NOTHING, type Origin, type Proposal } from './proposal.js';

/** What differs in a new environment. */
export interface EnvironmentRequest {
  readonly name: string;
  readonly organization?: string | undefined;
  readonly genesysEnvironment?: string | undefined;
  readonly suffix?: string | undefined;
  readonly account?: string | undefined;
  readonly region?: string | undefined;
  /** What the environment is called that the file describes so far, where it has none. */
  readonly base: string;
}

/**
 * Adds an environment. A file without environments gets a second one that stands for what it described so far: `default` is
 * the name under which that was applied.
 * @throws GcxError where there is one of the name that says something else, or nothing differs
 */
export function addEnvironment(file: FileContent, request: EnvironmentRequest): Proposal {
  const { name, base } = request;
  requireName('environment', name);
  const value = overlayOf(file, request);
  const names = environmentsOf(file);
  const path = ['environments'];
  if (names.includes(name)) {
    if (
      isDeepStrictEqual(
        { ...mapAt(file.content, 'environments', name), ...value },
        mapAt(file.content, 'environments', name),
      )
    )
      return { ...NOTHING, there: [`Environment ${name} is there already.`] };
    throw new GcxError({
      code: 'environment-exists',
      what: `${file.file} has an environment ${name} already, and it says something else.`,
      fix: 'Choose another name, or change it in the file.',
    });
  }
  if (Object.keys(value).length === 0)
    throw new GcxError(
      {
        code: 'answers-missing',
        what: `What is different in environment ${name}?`,
        fix: 'Give --organization, --account, --region or --suffix.',
      },
      ExitCode.usage,
    );
  const first = names.length === 0;
  if (first) requireBase(base, name);
  return {
    ...NOTHING,
    additions: [
      ...(first ? [{ kind: 'entry', path, key: base, value: {}, layout: 'lines' } as const] : []),
      { kind: 'entry', path, key: name, value },
    ],
    origins: originsOf(request, name),
    adds: [`environment ${name}`],
    there: [],
    notes: first ? firstNotes(base, name) : [],
  };
}

function requireBase(base: string, name: string): void {
  requireName('environment', base);
  if (base === name)
    throw new GcxError(
      {
        code: 'usage',
        what: `Both environments would be called ${name}.`,
        fix: 'Give the one that the file describes so far another name with --base.',
      },
      ExitCode.usage,
    );
}

function firstNotes(base: string, name: string): readonly string[] {
  return [
    `From now on every command needs --env: --env ${base} is what the file described so far, --env ${name} the new one.`,
    ...(base === 'default'
      ? []
      : [
          `What was applied before carries the name default, not ${base}: gcx would create it again. Leave --base out to keep it.`,
        ]),
  ];
}

/** Only what was given, with the keys that the file itself uses. */
function overlayOf({ content }: FileContent, request: EnvironmentRequest): JsonObject {
  const { organization, genesysEnvironment: place, suffix, account, region } = request;
  const genesys = {
    ...(place === undefined ? {} : placeOf(mapAt(content, 'genesys'), place)),
    ...(organization === undefined ? {} : { organization }),
    ...(suffix === undefined ? {} : { integration: { suffix } }),
  };
  const aws = { ...(account === undefined ? {} : { account }), ...(region === undefined ? {} : { region }) };
  return {
    ...(Object.keys(genesys).length === 0 ? {} : { genesys }),
    ...(Object.keys(aws).length === 0 ? {} : { aws }),
  };
}

/** A file says either the domain or the region of Genesys Cloud; an overlay says the same of the two. */
function placeOf(genesys: JsonObject, given: string): JsonObject {
  const known = genesysEnvironment(given);
  if (known === undefined)
    throw new GcxError(
      {
        code: 'usage',
        what: `--genesys-environment ${given}: there is no such Genesys Cloud environment.`,
        fix: 'Write its domain (mypurecloud.ie) or its AWS region (eu-west-1).',
      },
      ExitCode.usage,
    );
  return 'region' in genesys ? { region: known.region } : { environment: known.environment };
}

function originsOf(request: EnvironmentRequest, name: string): readonly Origin[] {
  const at = (flag: string, value: string | undefined, ...path: readonly string[]): readonly Origin[] =>
    value === undefined ? [] : [{ path: ['environments', name, ...path], flag: `${flag} ${value}` }];
  return [
    { path: ['environments', name], flag: name },
    ...at('--organization', request.organization, 'genesys', 'organization'),
    ...at('--genesys-environment', request.genesysEnvironment, 'genesys', 'environment'),
    ...at('--genesys-environment', request.genesysEnvironment, 'genesys', 'region'),
    ...at('--suffix', request.suffix, 'genesys', 'integration'),
    ...at('--account', request.account, 'aws', 'account'),
    ...at('--region', request.region, 'aws', 'region'),
  ];
}
