import type { ConfigPath } from './model.js';
import type { Problem, Problems } from './problems.js';
import type { SourceFile } from './source-file.js';
import type { MapEntry, ScalarNode, SourceNode } from './source-node.js';

/** Maps whose keys the person chooses freely, so that a key there says nothing about its value. */
const FREE_KEYS = new Set(['targets', 'routes', 'environments', 'where', 'paths', 'constant']);

const SECRET_KEY =
  /secret|passw(or)?d|passphrase|token|accesskey|apikey|privatekey|credential|clientid|^oauth|^auth(orization)?$/;

/** Values that are credentials wherever they stand. */
const SECRET_VALUES: readonly RegExp[] = [
  /(?<![A-Za-z0-9])(AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])/,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /(?<![A-Za-z0-9])eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\./,
  /(?<![A-Za-z0-9])(ghp|gho|ghs|github_pat|xox[abp])[_-][A-Za-z0-9_-]{16,}/,
  /^(Bearer|Basic)\s+[A-Za-z0-9+/=._-]{16,}$/i,
  /^[a-z][a-z0-9+.-]*:\/\/[^\s/@:]+:[^\s/@]+@/i,
];

/** Names of variables that hold credentials; they are not for the file. */
const SECRET_VARIABLE =
  /SECRET|TOKEN|PASSW(OR)?D|PASSPHRASE|PRIVATE_?KEY|API_?KEY|ACCESS_?KEY|CREDENTIAL|OAUTHCLIENT/i;

const GIVE_GENESYS =
  'Remove it from the file (and change it: it was written down). gcx takes it from the environment: GENESYSCLOUD_OAUTHCLIENT_ID and GENESYSCLOUD_OAUTHCLIENT_SECRET.';
const GIVE_AWS =
  'Remove it from the file (and change it: it was written down). gcx takes AWS credentials from the default chain: environment variables, a profile (aws.profile) or a role.';

/** Whether a variable holds a credential by its name. */
export function isSecretVariable(name: string): boolean {
  return SECRET_VARIABLE.test(name);
}

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
        if (isCredentialKey(key, path) && isGiven(entry.value)) return [key, refuseKey(key, entry, problems)];
        return [key, { ...entry, value: clean(entry.value, [...path, key], problems) }];
      });
      return { ...node, entries: new Map(entries) };
    }
  }
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

function refuseKey(key: string, entry: MapEntry, problems: Problems): MapEntry {
  problems.hide({ start: entry.keyRange.start, end: Math.max(entry.keyRange.end, entry.value.range.end) });
  problems.add(entry.keyRange, {
    code: 'credential',
    message: `"${key}" is a credential, and credentials do not belong into the file. (The line is not shown.)`,
    fix: /access|session|aws/i.test(key) ? GIVE_AWS : GIVE_GENESYS,
  });
  return { ...entry, value: hidden(entry.value) };
}

function cleanScalar(node: ScalarNode, _path: ConfigPath, problems: Problems): ScalarNode {
  if (typeof node.value !== 'string' || !looksSecret(node.value)) return node;
  problems.hide(node.range);
  problems.add({ start: node.range.start, end: node.range.start + 1 }, credentialValue(node.value));
  return hidden(node);
}

function credentialValue(value: string): Problem {
  if (/:\/\//.test(value) && SECRET_VALUES.at(-1)?.test(value) === true) {
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

/** Whether a text is a credential by its looks: a known form, or one long word of random letters and digits. */
export function looksSecret(text: string): boolean {
  return SECRET_VALUES.some((form) => form.test(text)) || looksRandom(text);
}

/** AWS secret keys have 40 characters, Genesys client secrets 43; names that people choose repeat letters and keep case. */
function looksRandom(text: string): boolean {
  if (!/^[A-Za-z0-9+/=_-]{40,128}$/.test(text)) return false;
  const digits = text.replaceAll(/[^0-9]/g, '').length;
  if (digits < 3 || !/[a-z]/.test(text) || !/[A-Z]/.test(text)) return false;
  const kinds = [...text].map((character) =>
    /[a-z]/.test(character) ? 'a' : /[A-Z]/.test(character) ? 'A' : '0',
  );
  const changes = kinds.filter((kind, index) => index > 0 && kind !== kinds[index - 1]).length;
  return changes / text.length > 0.4 && new Set(text).size >= 18;
}

/** Hides the lines of a file that cannot be read as YAML but hold what looks like a credential. */
export function hideCredentialLines(file: SourceFile, problems: Problems): void {
  for (let number = 1; number <= file.lineCount; number++) {
    const line = file.line(number);
    const key = /^[\s{,-]*["']?([\w.-]+)["']?\s*[:=]/.exec(line)?.[1] ?? '';
    const secretKey = /[{,\s]["']?[\w-]*(secret|password|token|access_?key|api_?key)[\w-]*["']?\s*[:=]/i.test(
      ` ${line}`,
    );
    const words = line.split(/[\s"',[\]{}]+/);
    if (
      secretKey ||
      SECRET_KEY.test(key.toLowerCase().replaceAll(/[^a-z]/g, '')) ||
      words.some(looksSecret)
    ) {
      const start = file.lineStart(number);
      problems.hide({ start, end: start + 1 });
    }
  }
}
