import { NameRules } from '../../language/config/index.js';
import { cutWithHash } from '../../language/names/rule-names.js';
import type { BusRule } from './model.js';

/**
 * The route that each rule is of, by the rule's name: for a rule that gcx owns the one in its tag, else one called like
 * the rule. Rules of the same bus always get the same, so that what was exported can be adopted.
 * @param rules those that can be exported, of the whole bus
 * @param isOurs whether gcx owns a rule
 */
export function routeNames(
  rules: readonly BusRule[],
  isOurs: (rule: BusRule) => boolean,
): ReadonlyMap<string, string> {
  const tagged = rules.flatMap((rule) =>
    isOurs(rule) && rule.route !== undefined ? [[rule.name, rule.route] as const] : [],
  );
  const names = new Map(tagged);
  const used = new Set(names.values());
  for (const rule of [...rules].sort((one, other) => (one.name < other.name ? -1 : 1))) {
    if (names.has(rule.name)) continue;
    const route = unusedName(rule.name, used, NameRules.route.max, 'rule');
    used.add(route);
    names.set(rule.name, route);
  }
  return names;
}

/** A name of the file's for something live, as near to its own as the file allows, that none has yet. */
export function unusedName(
  text: string,
  used: { has(name: string): boolean },
  characters: number,
  otherwise: string,
): string {
  const plain = text.replaceAll(/[^A-Za-z0-9_-]+/g, '-').replaceAll(/^[-_]+|-+$/g, '');
  const base = cutWithHash(plain === '' ? otherwise : plain, characters);
  if (!used.has(base)) return base;
  for (let number = 2; ; number += 1) {
    const numbered = cutWithHash(`${base}-${number}`, characters);
    if (!used.has(numbered)) return numbered;
  }
}
