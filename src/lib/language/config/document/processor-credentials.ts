import type { ConfigPath } from '../model.js';
import type { Problem } from './problems.js';
import { looksSecret } from './secret-looks.js';
import type { SourceNode } from './source-node.js';

/** Which map of a processor a path leads to: one whose keys the person chooses, and whose values go to AWS. */
export type ProcessorMap = 'environment' | 'secrets';

/** Misspelled, too: that is told where keys are looked up. */
const SECRETS = /^secrets?$/i;

/** Ends of names that say what a credential's neighbor is: an address, a name, a duration. */
const PLAIN_END =
  /_(URL|URI|ARN|ENDPOINT|HOST|DOMAIN|NAME|TTL|SECONDS|MINUTES|MS|HEADER|FILE|PATH|ISSUER|TYPE|SCOPES?|AUDIENCE|COUNT|LIMIT|MAX|MIN|EXPIRY|BUDGET|ENABLED)$/i;

/** The path within a processor, undefined elsewhere. Overlays of environments have processors, too. */
function withinProcessor(path: ConfigPath): ConfigPath | undefined {
  const start = path[0] === 'environments' ? 2 : 0;
  return path[start] === 'targets' && path[start + 2] === 'processor' ? path.slice(start + 3) : undefined;
}

/** The map of a processor that a path is, or lies in. */
export function processorMap(path: ConfigPath): ProcessorMap | undefined {
  const key = withinProcessor(path)?.[0];
  return key === 'environment' ? key : SECRETS.test(String(key)) ? 'secrets' : undefined;
}

/** Whether an entry of a processor is its secrets by name, and so no credential itself. */
export function isSecretsMap(path: ConfigPath, key: string, value: SourceNode): boolean {
  return SECRETS.test(key) && value.kind === 'map' && withinProcessor(path)?.length === 0;
}

/** Whether an environment variable whose name sounds like a credential holds none by its end and its value. */
export function isPlainVariable(name: string, node: SourceNode): boolean {
  if (node.kind !== 'scalar' || looksSecret(String(node.value))) return false;
  return PLAIN_END.test(name) || /^(arn:|https?:\/\/)|^(true|false)$/.test(String(node.value));
}

/**
 * Whether what stands in `secrets` may be said aloud: the ARN of a secret, or a variable that stands for one; or a map of
 * the ARNs of a secret and its key.
 */
export function isSecretReference(node: SourceNode): boolean {
  if (node.kind === 'map')
    return [...node.entries].every(
      ([key, { value }]) =>
        (key === 'arn' || key === 'key') &&
        (isSecretReference(value) || (value.kind === 'scalar' && value.value === null)),
    );
  if (node.kind !== 'scalar' || typeof node.value !== 'string') return false;
  return /^\s*(arn:|\$\{)|^\s*$/.test(node.value);
}

/** The secret itself where its ARN belongs. */
export function secretsProblem(name: string): Problem {
  return {
    code: 'credential',
    message: `"${name}" does not stand for an ARN; if this is the secret itself, it does not belong in the file. (The line is not shown.)`,
    fix: `Put the secret into AWS Secrets Manager${CHANGE}, and name it: secrets: { ${name}: "arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME-SUFFIX" }.`,
  };
}

/** What to do with a credential among a processor's environment variables. */
export function environmentFix(name: string | undefined): string {
  return `Put it into AWS Secrets Manager${CHANGE}, and name that under "secrets" of the processor: secrets: { ${name ?? 'NAME'}: "arn:aws:secretsmanager:…" }; the handler gets it in "secrets".`;
}

const CHANGE = ' (and change it: it was written down)';
