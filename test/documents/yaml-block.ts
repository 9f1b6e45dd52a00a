import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse, stringify } from 'yaml';

type Map = Record<string, unknown>;

/** Keys whose parts have names: a fragment adds its own to those of the file. */
const NAMED = ['targets', 'routes', 'environments', 'formats'] as const;

/** A whole file with the fragment in it: what it says of `targets`, `routes` and so on is added, all else is replaced. */
export function withinFile(fragment: string, file: string): string {
  return stringify(merged(parsed(file), parsed(fragment)));
}

/**
 * The fragment made a whole file, by what every file has (version, project, both sides) and by the other ends of its names:
 * a target that it names and does not define is an SQS queue, or an SNS topic where alarms go to it; targets without a route
 * get one.
 */
export function completed(fragment: string): string {
  const said = parsed(fragment);
  const genesys = mapOf(said['genesys']);
  const aws = mapOf(said['aws']);
  const fed = 'bus' in aws || ['integration', 'format', 'subscriptions'].some((key) => key in genesys);
  const whole: Map = {
    version: 1,
    project: 'shop',
    ...said,
    genesys: {
      environment: 'mypurecloud.ie',
      organization: '6513270e-269e-4d37-b2a7-4de452e6b438',
      ...(fed ? {} : { integration: { suffix: 'prod' } }),
      ...genesys,
    },
    aws: { account: '111122223333', region: 'eu-west-1', ...aws },
  };
  const targets = { ...mapOf(whole['targets']) };
  whole['targets'] = targets;
  const topics = new Set([
    mapOf(whole['alarms'])['to'],
    ...Object.values(targets).map((each) => mapOf(mapOf(each)['processor'])['alarms']),
  ]);
  for (const topic of topics)
    if (typeof topic === 'string') targets[topic] ??= { sns: { create: `shop-${topic}` } };
  const routes = Object.values(mapOf(whole['routes']));
  const named = [
    mapOf(whole['defaults'])['deadLetter'],
    ...Object.values(targets).map((each) => mapOf(each)['deadLetter']),
    ...routes.flatMap((route) => mapOf(route)['targets']),
  ];
  for (const name of named)
    if (typeof name === 'string') targets[name] ??= { sqs: { create: `shop-${name}` } };
  if (Object.keys(targets).length === 0) targets['inbox'] = { sqs: { create: 'shop-inbox' } };
  const free = Object.keys(targets).filter((name) => !named.includes(name) && !topics.has(name));
  if (free.length > 0) {
    const format = mapOf(whole['genesys'])['format'] ?? Object.keys(mapOf(whole['formats']))[0];
    const events =
      format === undefined || format === 'acme' ? ['conversation.acd.end'] : ['conversation.end'];
    whole['routes'] = { ...mapOf(whole['routes']), 'all-of-the-block': { events, targets: free } };
  }
  return stringify(whole);
}

/** Writes a file with the handlers that it names, where they are not there: a handler is not what its block is about. */
export function writeProject(folder: string, file: string): void {
  writeFileSync(join(folder, '.genesysrc.yml'), file);
  for (const target of Object.values(mapOf(parsed(file)['targets']))) {
    const { handler } = mapOf(mapOf(target)['processor']);
    if (typeof handler !== 'string' || existsSync(join(folder, handler))) continue;
    mkdirSync(dirname(join(folder, handler)), { recursive: true });
    writeFileSync(
      join(folder, handler),
      "import { defineHandler } from 'genesys-gcx/processor';\nexport default defineHandler(() => {});\n",
    );
  }
}

function merged(base: Map, fragment: Map): Map {
  const whole: Map = { ...base, ...fragment };
  for (const key of NAMED) {
    if (key in base || key in fragment) whole[key] = { ...mapOf(base[key]), ...mapOf(fragment[key]) };
  }
  return whole;
}

function parsed(text: string): Map {
  const value: unknown = parse(text);
  if (!isMap(value)) throw new Error('The block is no map of keys and values.');
  return value;
}

function mapOf(value: unknown): Map {
  return isMap(value) ? value : {};
}

function isMap(value: unknown): value is Map {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
