import type { ConfigPath } from '../model.js';
import {
  HTTP_SECRET_FIX,
  isHttpCredential,
  isInHttp,
  isInParameters,
  isParameterReference,
  PARAMETERS_SECRET_FIX,
  secretPlaceProblem,
} from './http-credentials.js';
import type { Problem, Problems } from './problems.js';
import {
  environmentFix,
  isPlainVariable,
  isSecretReference,
  isSecretsMap,
  processorMap,
  secretsProblem,
} from './processor-credentials.js';
import { addressWithPassword, holdsSecret, looksSecret, urlWithSecret } from './secret-looks.js';
import type { SourceFile } from './source-file.js';
import type { MapEntry, MapNode, ScalarNode, SourceNode } from './source-node.js';

/** Maps whose keys the person chooses freely, so that a key there says nothing about its value. */
const FREE_KEYS = new Set(['targets', 'routes', 'environments', 'where', 'paths', 'constant', 'move']);

const SECRET_KEY =
  /secret|passw(or)?d|passphrase|token|accesskey|apikey|privatekey|credential|clientid|^oauth|^auth(orization)?$|^(pass|pwd)$/;

const GIVE_GENESYS =
  'Remove it from the file (and change it: it was written down). gcx takes it from the environment: GENESYSCLOUD_OAUTHCLIENT_ID and GENESYSCLOUD_OAUTHCLIENT_SECRET.';
const GIVE_AWS =
  'Remove it from the file (and change it: it was written down). gcx takes AWS credentials from the default chain: environment variables, a profile (aws.profile) or a role.';

/**
 * Reports the credentials of a file without showing them, and gives the tree back with them taken out, so that no
 * further check can show one.
 */
export function refuseCredentials(root: SourceNode, problems: Problems): SourceNode {
  return clean(root, [], problems);
}

function clean(node: SourceNode, path: ConfigPath, problems: Problems): SourceNode {
  switch (node.kind) {
    case 'scalar':
      return cleanScalar(node, path, problems);
    case 'list':
      return { ...node, items: node.items.map((item, index) => clean(item, [...path, index], problems)) };
    case 'map': {
      const entries = [...node.entries].map(([key, entry]): readonly [string, MapEntry] => {
        if (isGiven(entry.value)) {
          const refused = credentialAt(key, entry.value, path, node);
          if (refused !== undefined) return [key, refuseKey(entry, refused, problems)];
        }
        return [key, { ...entry, value: clean(entry.value, [...path, key], problems) }];
      });
      return { ...node, entries: new Map(entries) };
    }
  }
}

/** What is wrong with an entry that is a credential by its key, or for where it stands; undefined where nothing is. */
function credentialAt(
  key: string,
  value: SourceNode,
  path: ConfigPath,
  beside: MapNode,
): Problem | undefined {
  const place = processorMap(path);
  if (place === 'secrets') return isSecretReference(value) ? undefined : secretsProblem(key);
  const called = isHttpCredential(path, key, value, beside) ?? isCredentialKey(key, path);
  if (!called || isSecretsMap(path, key, value) || isParameterReference(path, key, value)) return undefined;
  if (place === 'environment' && isPlainVariable(key, value)) return undefined;
  const misnamed = secretPlaceProblem(path, key, value);
  if (misnamed !== undefined) return misnamed;
  return {
    code: 'credential',
    message: `"${key}" is a credential, and credentials do not belong into the file. (The line is not shown.)`,
    fix:
      place === 'environment'
        ? environmentFix(key)
        : (targetFix(path) ?? (/access|session|aws/i.test(key) ? GIVE_AWS : GIVE_GENESYS)),
  };
}

/** What to do with a secret of a target; undefined where it is of none. */
function targetFix(path: ConfigPath): string | undefined {
  if (isInHttp(path)) return HTTP_SECRET_FIX;
  return isInParameters(path) ? PARAMETERS_SECRET_FIX : undefined;
}

function isCredentialKey(key: string, path: ConfigPath): boolean {
  const parent = path.at(-1);
  // The free keys of an overlay (`environments.test.targets`) are free too; below `constant` everything is.
  if (path.includes('constant') || path.includes('where')) return false;
  if (typeof parent === 'string' && FREE_KEYS.has(parent)) return false;
  return SECRET_KEY.test(key.toLowerCase().replaceAll(/[^a-z]/g, ''));
}

function isGiven(node: SourceNode): boolean {
  return !(node.kind === 'scalar' && node.value === null);
}

function refuseKey(entry: MapEntry, problem: Problem, problems: Problems): MapEntry {
  problems.hide({ start: entry.keyRange.start, end: Math.max(entry.keyRange.end, entry.value.range.end) });
  problems.add(entry.keyRange, problem);
  return { ...entry, value: hidden(entry.value) };
}

function cleanScalar(node: ScalarNode, path: ConfigPath, problems: Problems): ScalarNode {
  if (typeof node.value !== 'string') return node;
  const inQuery = isAddress(path) && urlWithSecret(node.value);
  if (!inQuery && !looksSecret(node.value)) return node;
  problems.hide(node.range);
  const problem = inQuery ? secretInQuery : credentialValue(node.value);
  const fix = processorMap(path) === 'environment' ? environmentFix(String(path.at(-1))) : targetFix(path);
  problems.add(
    { start: node.range.start, end: node.range.start + 1 },
    fix === undefined ? problem : { ...problem, fix },
  );
  return hidden(node);
}

/** Whether what stands there is called, by AWS or by a handler. */
function isAddress(path: ConfigPath): boolean {
  return (
    processorMap(path) === 'environment' ||
    (path.includes('targets') && /^(?:url|tokenUrl|https)$/.test(String(path.at(-1))))
  );
}

const secretInQuery: Problem = {
  code: 'credential',
  message:
    'The query of this address holds a credential by the name of its parameter, and credentials do not belong into the file. (The line is not shown.)',
  fix: 'Remove the parameter from the address (and change the credential: it was written down); let the receiver check the signature of the SNS message instead.',
};

function credentialValue(value: string): Problem {
  if (addressWithPassword.test(value)) {
    return {
      code: 'credential',
      message: 'This address holds a password. (The line is not shown.)',
      fix: 'Give the address without user and password; let the receiver check the signature of the SNS message instead.',
    };
  }
  return {
    code: 'credential',
    message:
      'This value looks like a credential, and credentials do not belong into the file. (The line is not shown.)',
    fix: /AKIA|ASIA|^[A-Za-z0-9/+]{40}$/.test(value) ? GIVE_AWS : GIVE_GENESYS,
  };
}

function hidden(node: SourceNode): ScalarNode {
  return { kind: 'scalar', range: node.range, value: '', style: 'quoted', written: '', spoilt: true };
}

/** Hides the lines of a file that cannot be read as YAML but hold what looks like a credential. */
export function hideCredentialLines(file: SourceFile, problems: Problems): void {
  for (let number = 1; number <= file.lineCount; number++) {
    const line = file.line(number);
    const key = /^[\s{,-]*["']?([\w.-]+)["']?\s*[:=]/.exec(line)?.[1] ?? '';
    const secretKey = /[{,\s]["']?[\w-]*(secret|password|token|access_?key|api_?key)[\w-]*["']?\s*[:=]/i.test(
      ` ${line}`,
    );
    if (secretKey || SECRET_KEY.test(key.toLowerCase().replaceAll(/[^a-z]/g, '')) || holdsSecret(line)) {
      const start = file.lineStart(number);
      problems.hide({ start, end: start + 1 });
    }
  }
}
