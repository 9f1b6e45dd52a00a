import { answerOf } from '../../base/answers.js';
import { isJsonObject, type JsonObject } from '../../base/json.js';
import { type Describe, keptDescription, keptTags, parsedText, picked } from './describe.js';
import { describedAuth } from './described-auth.js';
import { inCloudFormationsWords } from './ecs-properties.js';
import type { Described } from './model.js';

/** An event bus, with what it logs. */
export const describeBus: Describe = ({ live, thing }) => {
  const bus = live.buses.get(thing.name)?.bus;
  if (bus === undefined) return [];
  const { LogConfig, ...rest } = picked(answerOf(bus), [
    'Description',
    'KmsKeyIdentifier',
    'DeadLetterConfig',
    'LogConfig',
  ]);
  const logs = isJsonObject(LogConfig) && LogConfig['Level'] !== 'OFF';
  return [
    {
      of: thing.id,
      type: 'AWS::Events::EventBus',
      name: bus.name,
      identifier: { Name: bus.name },
      properties: {
        Name: bus.name,
        ...(bus.name.startsWith('aws.partner/') ? { EventSourceName: bus.name } : {}),
        ...rest,
        ...(logs ? { LogConfig } : {}),
        ...keptTags(bus.tags),
      },
    },
  ];
};

/** An archive. */
export const describeArchive: Describe = ({ live, thing }) => {
  const archive = live.archives.find(({ name }) => name === thing.name);
  if (archive === undefined) return [];
  return [
    {
      of: thing.id,
      type: 'AWS::Events::Archive',
      name: archive.name,
      identifier: { ArchiveName: archive.name },
      properties: {
        ArchiveName: archive.name,
        SourceArn: archive.busArn,
        ...keptDescription(thing, archive.description),
        ...(archive.pattern === undefined ? {} : { EventPattern: parsedText(archive.pattern) }),
        RetentionDays: archive.retentionDays,
        ...picked(answerOf(archive), ['KmsKeyIdentifier']),
      },
    },
  ];
};

/** A rule with its targets. */
export const describeRule: Describe = ({ live, thing }) => {
  const rule = live.rules.find(({ arn }) => arn === thing.arn);
  if (rule === undefined) return [];
  const destinations = new Map(
    [...live.apiDestinations.values()].flatMap((each) =>
      each === undefined ? [] : [[each.arn.slice(0, each.arn.lastIndexOf('/')), each.arn] as const],
    ),
  );
  return [
    {
      of: thing.id,
      type: 'AWS::Events::Rule',
      name: rule.name,
      identifier: { Arn: rule.arn },
      properties: {
        Name: rule.name,
        EventBusName: rule.bus,
        ...(rule.description === undefined || rule.description === ''
          ? {}
          : { Description: rule.description }),
        ...(rule.pattern === undefined ? {} : { EventPattern: rule.pattern }),
        State: rule.enabled ? 'ENABLED' : 'DISABLED',
        Targets: rule.targets.map((target): JsonObject => {
          const answer = answerOf(target);
          if (answer !== undefined) return inCloudFormationsWords(answer);
          const { id, arn, roleArn, deadLetterArn, retry, http, parameters = {} } = target;
          return {
            Id: id,
            Arn: destinations.get(arn) ?? arn,
            ...(roleArn === undefined ? {} : { RoleArn: roleArn }),
            ...(deadLetterArn === undefined ? {} : { DeadLetterConfig: { Arn: deadLetterArn } }),
            ...(retry === undefined
              ? {}
              : {
                  RetryPolicy: {
                    ...(retry.maxAgeSeconds === undefined
                      ? {}
                      : { MaximumEventAgeInSeconds: retry.maxAgeSeconds }),
                    ...(retry.attempts === undefined ? {} : { MaximumRetryAttempts: retry.attempts }),
                  },
                }),
            ...inputOf(target.input),
            ...inCloudFormationsWords(parameters),
            ...(http === undefined
              ? {}
              : {
                  HttpParameters: {
                    ...(http.path.length === 0 ? {} : { PathParameterValues: [...http.path] }),
                    ...(Object.keys(http.headers).length === 0
                      ? {}
                      : { HeaderParameters: { ...http.headers } }),
                    ...(Object.keys(http.query).length === 0
                      ? {}
                      : { QueryStringParameters: { ...http.query } }),
                  },
                }),
          };
        }),
        ...keptTags(rule.tags),
      },
    },
  ];
};

type Input = NonNullable<Parameters<Describe>[0]['live']['rules'][number]['targets'][number]['input']>;

function inputOf(input: Input | undefined): JsonObject {
  switch (input?.kind) {
    case undefined:
      return {};
    case 'constant':
      return { Input: input.json };
    case 'path':
      return { InputPath: input.path };
    case 'template':
      return { InputTransformer: { InputTemplate: input.template, InputPathsMap: { ...input.paths } } };
  }
}

/** A connection; AWS does not tell its secret. */
export const describeConnection: Describe = ({ live, thing }) => {
  const connection = live.connections.get(thing.name);
  if (connection === undefined) return [];
  const { auth, parameters } = describedAuth(connection.name, answerOf(connection)?.['AuthParameters']);
  return [
    {
      of: thing.id,
      type: 'AWS::Events::Connection',
      name: connection.name,
      identifier: { Name: connection.name },
      properties: {
        Name: connection.name,
        ...keptDescription(thing, connection.description),
        ...picked(answerOf(connection), ['AuthorizationType', 'KmsKeyIdentifier']),
        AuthParameters: auth,
      },
      parameters,
    },
  ];
};

/** An API destination. */
export const describeApiDestination: Describe = ({ live, thing }) => {
  const found = live.apiDestinations.get(thing.name);
  if (found === undefined) return [];
  const described: Described = {
    of: thing.id,
    type: 'AWS::Events::ApiDestination',
    name: found.name,
    identifier: { Name: found.name },
    properties: {
      Name: found.name,
      ...keptDescription(thing, found.description),
      ConnectionArn: found.connectionArn,
      InvocationEndpoint: found.endpoint,
      HttpMethod: found.method,
      InvocationRateLimitPerSecond: found.rate,
    },
  };
  return [described];
};
