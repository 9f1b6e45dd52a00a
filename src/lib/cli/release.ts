import { existsSync, readFileSync } from 'node:fs';
import { gcxCommand } from '../base/hints/gcx-command.js';
import type { Plan } from '../engine/change/model.js';
import type { Release } from '../features/release/index.js';
import { describedResources, leftOutOf } from '../features/release/index.js';
import { cloudFormationGaps } from './render/release/cloudformation-gaps.js';
import { releaseCloudFormation } from './render/release/cloudformation-text.js';
import { terraformGaps } from './render/release/terraform-gaps.js';
import { releaseTerraform } from './render/release/terraform-text.js';

/** How what is released is described. */
export type ReleaseFormat = 'terraform' | 'cloudformation';

/** A file that a release writes. */
export interface ReleaseFile {
  readonly file: string;
  readonly content: string;
}

/** Where the description is written to without `--out`. */
const RELEASE_FILES: Readonly<Record<ReleaseFormat, string>> = {
  terraform: 'released.tf',
  cloudformation: 'released.template.json',
};

/** The files that describe what is released. */
export function releaseFiles(
  release: Release,
  format: ReleaseFormat,
  out = RELEASE_FILES[format],
): readonly ReleaseFile[] {
  if (format === 'terraform') return [{ file: out, content: releaseTerraform(release) }];
  const { template, resources } = releaseCloudFormation(release);
  return [
    { file: out, content: template },
    { file: importFile(out), content: resources },
  ];
}

/** The plan of a release, with a warning for each setting that the format cannot express. */
export function releasePlan(release: Release, format: ReleaseFormat): Plan {
  const { plan } = release;
  const gaps = format === 'terraform' ? terraformGaps(release) : cloudFormationGaps(release);
  return { ...plan, warnings: [...plan.warnings, ...leftOutOf(release), ...gaps] };
}

/** Beside the template, as only its own name tells what it is for. */
function importFile(out: string): string {
  return `${out.replace(/\.json$/, '')}.import.json`;
}

/**
 * Writes the description, before any mark is taken away: once it is gone, gcx no longer knows what it owned. A file of an
 * earlier release that was interrupted stays where it describes all that is left.
 * @throws GcxError where another file is there already, or it cannot be written
 */
export async function writeReleaseFiles(
  files: readonly ReleaseFile[],
  release: Release,
  overwrite: boolean,
): Promise<void> {
  const { writeExport } = await import('../features/existing/export-bus.js');
  const kept = !overwrite && files.every(({ file }) => describes(file, release));
  if (kept) return;
  for (const { file, content } of files) writeExport(file, content, overwrite);
}

/** Whether a file that an earlier release wrote has all that is left to release. */
function describes(file: string, release: Release): boolean {
  if (!existsSync(file)) return false;
  const text = readFileSync(file, 'utf8');
  const isOurs = /written by gcx \(release\)/i.test(text);
  const imports = file.endsWith('.import.json');
  return (
    (isOurs || imports) &&
    describedResources(release).every(({ identifier, name }) =>
      imports
        ? Object.values(identifier).every((part) => text.includes(JSON.stringify(part)))
        : text.includes(JSON.stringify(name)) ||
          Object.values(identifier).some((part) => text.includes(part)),
    )
  );
}

/**
 * What was written, and what to do once all of it is released, a line each.
 * @param whole whether nothing failed: before that, the report says what to do
 */
export function releaseNext(
  { config, routes, targets = [] }: Release,
  format: ReleaseFormat,
  files: readonly ReleaseFile[],
  whole: boolean,
): readonly string[] {
  const [{ file } = { file: '' }] = files;
  const described = `${files.map((each) => each.file).join(' and ')} ${files.length === 1 ? 'describes' : 'describe'} these resources. Nothing was deleted, and events are delivered as before.`;
  if (!whole) return [described];
  const next =
    format === 'terraform'
      ? `Next: copy ${file} to a Terraform configuration, and run terraform init and terraform plan there. The plan must say "0 to destroy".`
      : `Next: create a change set of type IMPORT with ${files.map((each) => each.file).join(' as template and ')} as resources to import.`;
  return [
    described,
    next,
    ...(routes === undefined ? wholeLines(config.file) : routeLines(config.file, routes, targets)),
  ];
}

function wholeLines(file: string): readonly string[] {
  return [
    `With ${file}, ${gcxCommand('plan')} is refused from now on: these resources exist and are not gcx's. To let gcx manage them again: ${gcxCommand('adopt', '--all')}`,
  ];
}

function routeLines(file: string, routes: readonly string[], targets: readonly string[]): readonly string[] {
  const entries = [
    `${routes.length === 1 ? 'route' : 'routes'} ${routes.join(', ')}`,
    ...(targets.length === 0 ? [] : [`${targets.length === 1 ? 'target' : 'targets'} ${targets.join(', ')}`]),
  ];
  return [
    `Now remove ${entries.join(' and ')} from ${file}. Until then, ${gcxCommand('plan')} is refused: these resources exist and are not gcx's.`,
  ];
}
