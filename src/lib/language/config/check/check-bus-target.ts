import { parseWrittenArn } from '../../names/arn.js';
import { NameRules, nameProblem } from '../document/name-rules.js';
import { nodeAt, textOf } from '../document/source-node.js';
import type { ConfigPath } from '../model.js';
import type { CheckContext } from './check-context.js';
import { checkNamed, type NamedForm } from './check-named-target.js';
import { checkOwnBus } from './check-own-bus.js';
import { checkRetry } from './check-retry.js';
import { checkRoleArn } from './check-role.js';
import { needsOfKey } from './target-needs.js';

const FORM: NamedForm = {
  key: 'bus',
  service: 'events',
  anyRegion: true,
  makes: false,
  name: NameRules.bus,
  resourceStart: 'event-bus/',
  isResource: (resource) =>
    resource.startsWith('event-bus/') &&
    nameProblem(NameRules.bus, resource.slice('event-bus/'.length)) === undefined,
};

/** Checks another event bus, which has to exist, in any region and account. */
export function checkBusTarget(context: CheckContext, target: ConfigPath): void {
  const { root, account = '', region = '' } = context;
  const at = [...target, 'bus', 'existing'];
  checkNamed(context, [...target, 'bus'], FORM);
  checkRoleArn(context, [...target, 'role']);
  const text = textOf(nodeAt(root, at));
  if (text !== undefined) {
    const here = { service: 'events', region, account, resource: `event-bus/${text}` };
    checkOwnBus(context, at, parseWrittenArn(text) ?? here);
  }
  const needs = needsOfKey('bus');
  if (needs !== undefined) checkRetry(context, target, needs);
}
