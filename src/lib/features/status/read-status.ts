import type { Aws } from '../../clients/aws/model.js';
import { timeOnAws } from '../../clients/aws/time-on-aws.js';
import type { Genesys } from '../../clients/genesys/model.js';
import { busOf } from '../../engine/plan/index.js';
import type { Config, LoadedConfig, Route } from '../../language/config/model.js';
import { describeSelector } from '../../language/queues/select-queues.js';
import { checkAccount, checkOrganization } from '../access/check-identity.js';
import { MetricBook } from './metric-book.js';
import type { PipeStatus, RouteStatus, RuleStatus, StatusWindow } from './model.js';
import { readBus, readFeed, readSource } from './read-feed.js';
import { withLetters } from './read-letters.js';
import { readRules } from './read-rules.js';
import { readTargets } from './read-targets.js';
import { askOfRules, routeNumbers } from './route-numbers.js';
import { Reader } from './unseen.js';

/** What a status is read from. */
export interface StatusSource {
  readonly loaded: LoadedConfig;
  /** Throws GcxError where there are no credentials: AWS is shown all the same. */
  readonly genesys: () => Genesys;
  readonly aws: Aws;
  readonly sandbox: boolean;
  /** Whether dead letters are looked at, and the ids of their conversations kept. Absent: they are only counted. */
  readonly letters?: { readonly ids: boolean };
  /** The machine's clock, epoch ms. */
  readonly now: () => number;
}

/**
 * Reads both sides of a file's pipe and the numbers of the last `seconds`. What cannot be read is named in `unseen`, and the
 * rest is there.
 * @throws GcxError with exit code 5 where the credentials are another organization's or account's, 3 where there are none for AWS
 */
export async function readStatus(source: StatusSource, seconds: number): Promise<PipeStatus> {
  const { loaded, aws } = source;
  const { config } = loaded;
  const reader = new Reader();
  await checkAccount(loaded, aws);
  const genesys = await genesysOf(source, reader);
  const book = new MetricBook();
  const scope = { aws, account: config.aws.account, book, reader };
  const [feed, bus, partnerSource, rules, targets] = await Promise.all([
    genesys === undefined ? undefined : readFeed(config, () => genesys.client, reader),
    readBus(config, aws, reader),
    readSource(config, aws, reader),
    readRules(config, aws, reader),
    readTargets(config, scope),
  ]);
  const asked = Object.values(config.routes).map((route) => ({
    route,
    rules: rules?.filter((rule) => rule.route === route.name),
  }));
  const routes = asked.map((each) => ({
    ...each,
    metrics: askOfRules(book, busOf(config), each.rules?.map(({ name }) => name) ?? []),
  }));
  const taken =
    partnerSource === undefined
      ? undefined
      : book.ask({
          namespace: 'AWS/Events',
          metric: 'Events',
          dimensions: { EventSourceName: partnerSource.name },
          statistic: 'Sum',
        });
  const readAt = await timeOnAws(aws, source.now);
  const window: StatusWindow = await book.read(aws, seconds, readAt, reader);
  // After all that counts messages: what is looked at is out of sight for a moment.
  const numbered = targets.map((each) => each(book, readAt));
  const { letters } = source;
  const told =
    letters === undefined
      ? numbered
      : await withLetters(numbered, { config, aws, reader, rules, ids: letters.ids, now: readAt });
  return {
    file: config.file,
    project: config.project,
    environment: config.environment,
    sandbox: source.sandbox,
    readAt,
    window,
    genesys: {
      environment: config.genesys.environment,
      organization: {
        id: config.genesys.organization,
        ...(genesys === undefined ? {} : { name: genesys.name }),
      },
    },
    aws: { account: config.aws.account, region: config.aws.region },
    feed: feed ?? unknownFeed(config),
    ...(partnerSource === undefined || taken === undefined
      ? {}
      : { source: { ...partnerSource, taken: book.flow(taken) } }),
    bus,
    routes: routes.map(({ route, rules: found, metrics }) =>
      routeStatus(route, found, routeNumbers(book, metrics, window.minutesFrom)),
    ),
    targets: told,
    leftRules: (rules ?? []).filter(
      ({ route }) => route === undefined || !Object.hasOwn(config.routes, route),
    ),
    unseen: reader.unseen,
  };
}

/** Genesys Cloud, checked to be the file's organization; undefined where it cannot be asked. */
async function genesysOf({ loaded, genesys }: StatusSource, reader: Reader) {
  return reader.attempt('Genesys Cloud', async () => {
    const client = genesys();
    await checkOrganization(loaded, client);
    return { client, name: (await client.organization()).name };
  });
}

function unknownFeed({ genesys: { integration, subscriptions } }: Config): PipeStatus['feed'] {
  if (integration !== undefined)
    return {
      kind: 'integration',
      suffix: integration.suffix,
      managed: integration.manage !== false,
      state: { kind: 'unknown' },
      notSubscribed: [],
    };
  return subscriptions === undefined
    ? { kind: 'others' }
    : { kind: 'gateway', state: 'unknown', notSubscribed: [] };
}

function routeStatus(
  { name, description, enabled, events, queues, targets }: Route,
  rules: readonly RuleStatus[] | undefined,
  numbers: RouteStatus['numbers'],
): RouteStatus {
  return {
    name,
    ...(description === undefined ? {} : { description }),
    enabled,
    ...(rules === undefined ? {} : { rules }),
    events,
    ...(queues === undefined ? {} : { queues: queues.map(describeSelector) }),
    targets,
    numbers,
  };
}
