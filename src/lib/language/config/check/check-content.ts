import type { Catalogue } from '../../events/index.js';
import { contentFor } from '../document/environments.js';
import { reportFoldedItems } from '../document/folded-items.js';
import type { GivenVariables } from '../document/given-variables.js';
import { interpolate } from '../document/interpolate.js';
import { type Problems, TreeProblems } from '../document/problems.js';
import type { SourceFile } from '../document/source-file.js';
import { nodeAt, rangeAt, type SourceNode } from '../document/source-node.js';
import { findYamlTraps } from '../document/yaml-traps.js';
import type { UsedVariable } from '../model.js';
import type { FileContent } from '../schema/schema.js';
import { checkSchema } from '../schema/schema-issues.js';
import { newerVersion } from '../schema/schema-types.js';
import { checkAlarms } from './check-alarms.js';
import { checkContext } from './check-context.js';
import { checkEventTypeSubscriptions } from './check-event-type-subscriptions.js';
import { checkFormats } from './check-formats.js';
import { checkLogging } from './check-logging.js';
import { checkPlaces } from './check-places.js';
import { checkReferences } from './check-references.js';
import { checkRenames } from './check-renames.js';
import { checkRoutes } from './check-routes.js';
import { checkSameEndpoint } from './check-same-endpoint.js';
import { checkSameThing } from './check-same-thing.js';
import { checkStoreKeys } from './check-store-keys.js';
import { checkTags } from './check-tags.js';
import { checkTargets } from './check-targets.js';
import { sharingGateway } from './shares-bus.js';

/** One environment's content: overlay laid over, variables replaced, checked. */
export interface CheckedContent {
  readonly tree: SourceNode;
  /** Undefined where it does not fit the schema. */
  readonly content: FileContent | undefined;
  /** The variables that it took. */
  readonly variables: readonly UsedVariable[];
  /** Names of those whose values no output shows. */
  readonly hidden: readonly string[];
}

/** What checking takes beside the file. */
export interface CheckSettings {
  readonly environment: string;
  /** The environment whose part of the file counts, where it is another. */
  readonly like?: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly given: GivenVariables;
  readonly catalogue: Catalogue;
}

/** Checks the file's content for one environment; all problems go to `problems`. */
export function checkContent(
  root: SourceNode,
  source: SourceFile,
  settings: CheckSettings,
  problems: Problems,
): CheckedContent {
  const { environment, like = environment, env, given } = settings;
  const newer = newerVersion(nodeAt(root, ['version']));
  if (newer !== undefined) {
    // The rest is by rules that this gcx does not know: calling it wrong would send people the wrong way.
    problems.add(rangeAt(root, ['version']), newer);
    return { tree: root, content: undefined, variables: [], hidden: [] };
  }
  const filled = interpolate(contentFor(root, like), { environment, given }, problems);
  const { used, hidden } = filled;
  const tree = reportFoldedItems(filled.tree, source, new TreeProblems(filled.tree, problems));
  const found = new TreeProblems(tree, problems);
  findYamlTraps(tree, source, found);
  const content = checkSchema(tree, found);
  const context = checkContext(tree, found, settings);
  checkPlaces(context, env);
  checkLogging(context);
  checkStoreKeys(context);
  checkTags(context);
  checkTargets(context);
  checkSameThing(context);
  checkSameEndpoint(context);
  checkFormats(context);
  checkEventTypeSubscriptions(context, sharingGateway(root, like, given));
  checkRoutes(context);
  checkReferences(context);
  checkAlarms(context);
  checkRenames(context);
  return { tree, content, variables: used, hidden };
}
