import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GcxError } from '../../base/gcx-error.js';
import { ownValue } from '../../base/own-value.js';
import type { Diagnostic } from '../../base/terminal/diagnostic.js';
import { validateConfig } from '../../language/config/index.js';
import { type ExportMaterial, exportConfig } from './export-config.js';
import { fileText } from './file-text.js';
import type { Exported } from './model.js';

/** Rounds of writing, checking and giving way; each takes at least one route back. */
const ROUNDS = 8;

/** A file that was written and checked. */
export interface ExportedFile extends Exported {
  readonly text: string;
  readonly warnings: readonly Diagnostic[];
}

/** What beside the live rules goes into a file. */
export interface ExportFileOptions {
  /** The file's text above its targets. */
  readonly head: string;
  /** The environment: its GENESYS_GCX_VAR_NAME are the variables that the head may name. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * Writes live rules as a file that passes gcx's own checks: what they refuse as events, queues and where keeps its
 * pattern, what they refuse even so is left out, with a comment. Throws GcxError where the head itself is refused.
 */
export async function exportFile(
  material: ExportMaterial,
  options: ExportFileOptions,
): Promise<ExportedFile> {
  const raw = new Map<string, string>();
  const without = new Map<string, string>();
  for (let round = 1; ; round += 1) {
    const exported = exportConfig({ ...material, raw, without });
    const file = fileText(options.head, exported);
    const diagnostics = await check(file.text, material.config.environment, options.env);
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    const [first] = errors;
    if (first === undefined) return { ...exported, text: file.text, warnings: diagnostics };
    const giveUp = (route: string, why: string): boolean => {
      const isRaw = ownValue(exported.config.routes, route)?.pattern !== undefined;
      if (!isRaw) raw.set(route, why);
      else for (const rule of exported.rulesOf.get(route) ?? []) without.set(rule, why);
      return true;
    };
    const helped = errors.map(({ message, position }) => {
      const why = message.replace(/\.$/, '');
      const route = file.routeAt.get(position?.line ?? 0);
      if (route !== undefined) return giveUp(route, why);
      const target = file.targetAt.get(position?.line ?? 0);
      if (target === undefined) return false;
      const users = rulesSendingTo(exported, target);
      for (const rule of users) without.set(rule, `target ${target}: ${why}`);
      return users.length > 0;
    });
    if (!helped.includes(true) || round >= ROUNDS) throw refused(first);
  }
}

/** The rules whose routes send to a target, or whose targets have it as dead letter. */
function rulesSendingTo({ config, rulesOf }: Exported, target: string): readonly string[] {
  const concerned = new Set([
    target,
    ...Object.values(config.targets).flatMap((each) => (each.deadLetter === target ? [each.name] : [])),
  ]);
  return Object.values(config.routes)
    .filter((route) => route.targets.some((name) => concerned.has(name)))
    .flatMap((route) => rulesOf.get(route.name) ?? []);
}

async function check(
  text: string,
  environment: string,
  env: ExportFileOptions['env'],
): Promise<readonly Diagnostic[]> {
  const folder = await mkdtemp(join(tmpdir(), 'gcx-export-'));
  try {
    const configFile = join(folder, '.genesysrc.yml');
    await writeFile(configFile, text);
    const chosen = environment === 'default' ? {} : { environment };
    return (await validateConfig({ cwd: folder, configFile, env, ...chosen })).diagnostics;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function refused({ message, position, fix }: Diagnostic): GcxError {
  return new GcxError({
    code: 'export-refused',
    what: `The live rules cannot be written as a file: ${message}`,
    ...(position === undefined ? {} : { where: `line ${position.line} of the export` }),
    ...(fix === undefined ? {} : { fix }),
  });
}
