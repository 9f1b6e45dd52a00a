import type { Catalogue } from '../../events/index.js';
import type { TreeProblems } from '../document/problems.js';
import { nodeAt, type SourceNode, textOf } from '../document/source-node.js';

/** What the checks of one environment's content work on. */
export interface CheckContext {
  /** Overlay laid over, variables replaced. */
  readonly root: SourceNode;
  readonly problems: TreeProblems;
  readonly catalogue: Catalogue;
  /** The chosen environment. */
  readonly environment: string;
  /** The file's account, where it is one. */
  readonly account?: string;
  /** The file's region, where it has one. */
  readonly region?: string;
}

/** The context for a tree. */
export function checkContext(
  root: SourceNode,
  problems: TreeProblems,
  { catalogue, environment }: Pick<CheckContext, 'catalogue' | 'environment'>,
): CheckContext {
  const account = textOf(nodeAt(root, ['aws', 'account']));
  const region = textOf(nodeAt(root, ['aws', 'region']));
  return {
    root,
    problems,
    catalogue,
    environment,
    ...(account !== undefined && /^\d{12}$/.test(account) ? { account } : {}),
    ...(region === undefined ? {} : { region }),
  };
}
