import type { JsonValue } from '../../base/json.js';
import { printable } from '../../base/unprintable.js';
import { kindOf } from '../../engine/targets/list.js';
import { flow, key, mapOf, quoted, scalar, targetParts } from '../../language/config/document/flow-text.js';
import type { Config, QueueSelector, Route, Target, TargetInput } from '../../language/config/model.js';
import { catalogue, PARTNER_FORMAT } from '../../language/events/index.js';
import type { Exported } from './model.js';

/** A file's text, and which of its lines (from 1) speak of which target or route. */
export interface FileText {
  readonly text: string;
  readonly targetAt: ReadonlyMap<number, string>;
  readonly routeAt: ReadonlyMap<number, string>;
}

/** Writes an export as YAML, below the head of the user's file. */
export function fileText(head: string, { config, leftOut, kept, byArn }: Exported): FileText {
  const lines = head.trimEnd().split('\n');
  const targetAt = new Map<number, string>();
  const routeAt = new Map<number, string>();
  const targets = Object.values(config.targets);
  lines.push('', targets.length === 0 ? 'targets: {}' : 'targets:');
  for (const target of targets) {
    const remark = byArn?.get(target.name) ?? kindOf(target).remark?.(target);
    if (remark !== undefined) lines.push(`  # ${comment(remark)}`);
    lines.push(`  ${scalar(target.name)}: ${targetText(config, target)}`);
    targetAt.set(lines.length, target.name);
  }
  const routes = Object.values(config.routes);
  lines.push('', routes.length === 0 ? 'routes: {}' : 'routes:');
  for (const { rule, why } of leftOut) lines.push(`  # left out: rule ${comment(rule)}: ${comment(why)}`);
  for (const route of routes) {
    for (const line of routeLines(config, route, kept.get(route.name))) {
      lines.push(`  ${line}`);
      routeAt.set(lines.length, route.name);
    }
  }
  return { text: `${lines.join('\n')}\n`, targetAt, routeAt };
}

function routeLines(config: Config, route: Route, kept: string | undefined): readonly string[] {
  const { description, events, format, queues, where, pattern, targets, enabled, protect } = route;
  const named = format?.name ?? PARTNER_FORMAT;
  const fields = Object.entries(where);
  return [
    `${scalar(route.name)}:`,
    ...(description === undefined ? [] : [`  description: ${quoted(description)}`]),
    ...(kept === undefined ? [] : [`  # ${comment(kept)}`]),
    ...(pattern === undefined
      ? [
          '  events:',
          ...events.map((event) => `    - ${scalar(shortName(event))}`),
          ...(named === (config.genesys.format?.name ?? PARTNER_FORMAT)
            ? []
            : [`  format: ${scalar(named)}`]),
        ]
      : [`  pattern: ${flow(pattern)}`]),
    ...(queues === undefined ? [] : ['  queues:', ...queues.map((queue) => `    - ${queueText(queue)}`)]),
    ...(fields.length === 0
      ? []
      : ['  where:', ...fields.map(([field, conditions]) => `    ${key(field)}: ${flow([...conditions])}`)]),
    `  targets: [${targets.map(scalar).join(', ')}]`,
    ...(enabled ? [] : ['  enabled: false']),
    ...(protect === true ? ['  protect: true'] : []),
  ];
}

function shortName(event: string): string {
  const known = catalogue().find(event);
  return known?.template === event ? known.name : event;
}

function queueText(queue: QueueSelector): string {
  switch (queue.kind) {
    case 'name':
      return queue.division === undefined
        ? quoted(queue.name)
        : `{ name: ${quoted(queue.name)}, division: ${quoted(queue.division)} }`;
    case 'glob':
      return `{ glob: ${quoted(queue.glob)} }`;
    case 'id':
      return `{ id: ${queue.id} }`;
  }
}

function targetText(config: Config, target: Target): string {
  const { deadLetter, retry, input, role, protect } = target;
  const parts = [
    ...targetParts(kindOf(target).inFile(target, config)),
    ...(role === undefined ? [] : [`role: ${quoted(role)}`]),
    ...(deadLetter === undefined ? [] : [`deadLetter: ${scalar(deadLetter)}`]),
    ...(retry === undefined
      ? []
      : [
          map('retry', [
            ...(retry.maxAgeSeconds === undefined ? [] : [`maxAge: ${retry.maxAgeSeconds}`]),
            ...(retry.attempts === undefined ? [] : [`attempts: ${retry.attempts}`]),
          ]),
        ]),
    ...(input === undefined ? [] : [map('input', inputParts(input))]),
    ...(protect === true ? ['protect: true'] : []),
  ];
  return mapOf(parts);
}

function inputParts(input: TargetInput): readonly string[] {
  switch (input.kind) {
    case 'template': {
      const paths = Object.keys(input.paths).length === 0 ? [] : [`paths: ${flow(input.paths)}`];
      return [`template: ${quoted(input.template)}`, ...paths];
    }
    case 'path':
      return [`path: ${quoted(input.path)}`];
    case 'constant':
      return [`constant: ${flow(JSON.parse(input.json) as JsonValue)}`];
  }
}

function map(name: string, parts: readonly string[]): string {
  return `${name}: ${mapOf(parts)}`;
}

function comment(text: string): string {
  return printable(text.trim());
}
