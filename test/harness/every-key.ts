const PLACE = 'eu-west-1:111122223333';
const KEY = `"arn:aws:kms:${PLACE}:key/0f4c3c0e-6d1f-4b56-9c1e-5c0d3f6a7b81"`;
const ROLE = 'role: "arn:aws:iam::111122223333:role/send"';
/** Where the id of the conversation is in an event. */
export const ID = '$.detail.eventBody.conversationId';
const SECRET = 'secret: { env: CRM_KEY }';

/** A file with every setting that reaches AWS; its secret is in the environment variable `CRM_KEY`. */
export const EVERY_KEY = `version: 1
project: shop
genesys: { environment: mypurecloud.ie, organization: 6513270e-269e-4d37-b2a7-4de452e6b438, integration: { suffix: prod } }
aws: { account: "111122223333", region: eu-west-1, busKey: ${KEY}, permissionsBoundary: "arn:aws:iam::111122223333:policy/bound" }
archive: { retention: 30d, key: ${KEY} }
logging: { level: info, detail: full, personalData: accepted, retention: 7d, key: ${KEY} }
alarms: { to: ops, owner: CX team, runbook: "https://wiki.example.com/events", oldest: 20m }
tags: { CostCenter: "42" }
targets:
  inbox: { sqs: { create: shop-inbox, retention: 2d, visibility: 2m, delay: 5s, wait: 10s, maxMessageSize: 2048, encryption: none, redrive: { maxReceives: 3, deadLetter: dead } } }
  sealed: { sqs: { create: shop-sealed, key: ${KEY}, keyReuse: 10m, messageGroup: fair } }
  ordered: { sqs: { create: shop-ordered.fifo, messageGroup: all, throughput: perMessageGroup } }
  dead: { sqs: { create: shop-dead } }
  board: { sns: { create: shop-board, key: ${KEY} }, subscribers: [{ sqs: inbox, raw: true, deadLetter: dead, filter: { mediaType: [VOICE] } }] }
  ops: { sns: { create: shop-ops }, subscribers: [{ lambda: sync }, { email: a@example.com }] }
  sync: { lambda: { existing: crm }, input: { constant: { a: 1 } } }
  lake: { kinesis: { existing: calls, partitionKey: ${ID} }, retry: { maxAge: 1h, attempts: 3 }, deadLetter: dead }
  machine: { stateMachine: { existing: flow }, input: { path: $.detail } }
  calls-log: { logGroup: { create: /aws/events/shop, retention: 14d, key: ${KEY} } }
  sales: { processor: { handler: ./sales.ts, name: sales-calls, deduplicate: { for: 1h }, batch: { size: 50, window: 3s }, maximumConcurrency: 20, reservedConcurrency: 20, ephemeralStorage: 1024, vpc: { subnets: [subnet-0a1b2c3d], securityGroups: [sg-0a1b2c3d] }, tracing: active, memory: 1024, timeout: 90s, runtime: nodejs22.x, architecture: x86_64, logs: { retention: 90d }, environment: { OUT: "1" }, permissions: [{ actions: [s3:PutObject], resources: ["arn:aws:s3:::calls/*"] }], alarms: ops } }
  crm: { http: { url: "https://crm.example.com/{id}", path: { id: ${ID} }, method: PUT, headers: { X-From: genesys }, query: { q: ${ID} }, rate: 20, auth: { basic: { user: gcx, ${SECRET} } } } }
  erp: { http: { url: "https://erp.example.com", auth: { oauth: { tokenUrl: "https://login.example.com/token", clientId: gcx, ${SECRET}, method: GET, headers: { X-A: a }, query: { b: b }, body: { scope: write } } } } }
  hook: { http: { url: "https://hooks.example.com", auth: { apiKey: { header: X-Key, ${SECRET} } } }, input: { template: '{"id": <id>}', paths: { id: ${ID} } } }
  task: { arn: "arn:aws:ecs:${PLACE}:cluster/jobs", ${ROLE}, parameters: { EcsParameters: { TaskDefinitionArn: "arn:aws:ecs:${PLACE}:task-definition/report", TaskCount: 2, NetworkConfiguration: { awsvpcConfiguration: { Subnets: [subnet-0a1b2c3d], SecurityGroups: [sg-0a1b2c3d], AssignPublicIp: ENABLED } }, PlatformVersion: LATEST, Group: calls, CapacityProviderStrategy: [{ capacityProvider: FARGATE, weight: 1, base: 1 }], EnableECSManagedTags: true, EnableExecuteCommand: true, PlacementConstraints: [{ type: memberOf, expression: "attribute:a == b" }], PlacementStrategy: [{ type: spread, field: host }], PropagateTags: TASK_DEFINITION, ReferenceId: report, Tags: [{ Key: team, Value: cx }] } } }
  launched: { arn: "arn:aws:ecs:${PLACE}:cluster/jobs", ${ROLE}, parameters: { EcsParameters: { TaskDefinitionArn: "arn:aws:ecs:${PLACE}:task-definition/report", LaunchType: EC2 } } }
  job: { arn: "arn:aws:batch:${PLACE}:job-queue/jobs", ${ROLE}, parameters: { BatchParameters: { JobDefinition: report, JobName: report, ArrayProperties: { Size: 2 }, RetryStrategy: { Attempts: 3 } } } }
  warehouse: { arn: "arn:aws:redshift-serverless:${PLACE}:workgroup/w", ${ROLE}, parameters: { RedshiftDataParameters: { Database: calls, DbUser: gcx, Sql: "call ended()", StatementName: ended, WithEvent: true } } }
  loads: { arn: "arn:aws:redshift-serverless:${PLACE}:workgroup/w", ${ROLE}, parameters: { RedshiftDataParameters: { Database: calls, SecretManagerArn: "arn:aws:secretsmanager:${PLACE}:secret:db-a1b2c3", Sqls: ["call ended()"] } } }
  model: { arn: "arn:aws:sagemaker:${PLACE}:pipeline/p", ${ROLE}, parameters: { SageMakerPipelineParameters: { PipelineParameterList: [{ Name: call, Value: ${ID} }] } } }
  graph: { arn: "arn:aws:appsync:${PLACE}:endpoints/graphql-api/g", ${ROLE}, parameters: { AppSyncParameters: { GraphQLOperation: "mutation { ended }" } } }
  command: { arn: "arn:aws:ssm:${PLACE}:document/restart", ${ROLE}, parameters: { RunCommandParameters: { RunCommandTargets: [{ Key: "tag:role", Values: [pbx] }] } } }
  web: { arn: "arn:aws:execute-api:${PLACE}:a1b2c3d4e5/prod/POST/calls/*", ${ROLE}, parameters: { HttpParameters: { PathParameterValues: [${ID}], HeaderParameters: { X-Source: gcx }, QueryStringParameters: { a: b } } } }
routes:
  one: { description: Ended calls, events: [conversation.acd.end], queues: [Sales Support], where: { mediaType: VOICE }, targets: [inbox, sealed, ordered, board, sync] }
  two: { events: [conversation.acd.end], targets: [lake, machine, calls-log, sales, crm], expect: { atLeast: 1, within: 1h } }
  three: { events: [conversation.acd.end], enabled: false, targets: [erp, hook, task, launched, job] }
  four: { events: [conversation.acd.end], targets: [warehouse, loads, model, graph, command] }
  five: { events: [conversation.acd.end], targets: [web] }
`;

/** The handler of its processor, beside the file. */
export const EVERY_KEY_FILES: Readonly<Record<string, string>> = {
  'sales.ts':
    "import { defineHandler } from 'genesys-gcx/processor';\nexport default defineHandler(async () => {});\n",
};
