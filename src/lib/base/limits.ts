/**
 * The limits and quotas that gcx keeps to, each in one place. Messages name them by these names.
 * Sources: EventBridge, SNS, SQS, Lambda, IAM and DynamoDB API references and quota pages; Genesys Cloud limits page.
 */
export const Limits = {
  /** Characters of a rule's event pattern (the quota; the API model takes 4,096). */
  rulePatternCharacters: 2_048,
  /** Characters of a rule's event pattern that the API model takes at most, where the quota was raised. */
  rulePatternCharactersMax: 4_096,
  /** Combinations of the branches of a pattern's `$or`s (recorded in 2026: 512 are taken, 1,024 refused). */
  ruleOrCombinations: 1_000,
  /** Targets of one rule. */
  targetsPerRule: 5,
  /** Rules of one event bus (100 in a few regions). */
  rulesPerBus: 300,
  /** Rules of one event bus that contain wildcards; AWS does not raise it (EventBridge quotas). */
  wildcardRulesPerBus: 30,
  /** Rules of one event bus at most that a file may say AWS has raised its quota to: a bound of gcx's own. */
  rulesPerBusRaisedMax: 100_000,
  /** Entries of one PutTargets or RemoveTargets request. */
  targetEntriesPerRequest: 10,
  /** Entries of one PutEvents request. */
  eventEntriesPerRequest: 10,
  /** Characters of a rule's name, of `[.\-_A-Za-z0-9]`. */
  ruleNameCharacters: 64,
  /** Characters of a rule's description. */
  ruleDescriptionCharacters: 512,
  /** Characters of an archive's name, of `[.\-_A-Za-z0-9]`. */
  archiveNameCharacters: 48,
  /** Characters of a replay's name, of `[.\-_A-Za-z0-9]`. */
  replayNameCharacters: 64,
  /** Replays of an account and region that run at once (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-archive.html). */
  replaysAtOnce: 10,
  /** Characters of a target's id, of `[.\-_A-Za-z0-9]`. */
  targetIdCharacters: 64,
  /** Characters of a target's message group, or of the path to it (EventBridge API reference, SqsParameters). */
  targetMessageGroupCharacters: 100,
  /** Characters of a target's constant input. */
  targetInputCharacters: 8_192,
  /** Characters of a target's input path. */
  targetInputPathCharacters: 256,
  /** Characters of the path to a partition key (KinesisParameters in EventBridge's API reference). */
  targetPartitionKeyPathCharacters: 256,
  /**
   * Characters of the policy with which gcx lets one role send: half of the 10,240 that IAM takes for the inline policies
   * of a role, as a policy that changes holds the old and the new rights for a time.
   */
  senderPolicyCharacters: 4_800,
  /** Roles that gcx makes for the targets of one kind: a bound of gcx's own. */
  senderRolesPerKind: 20,
  /** Characters of a Firehose stream's name (CreateDeliveryStream in its API reference). */
  firehoseStreamNameCharacters: 64,
  /** Characters of a state machine's name (CreateStateMachine in the API reference of Step Functions). */
  stateMachineNameCharacters: 80,
  /** Characters of the name of an event bus as a target (Target in EventBridge's API reference takes longer ones of partners, too). */
  eventBusNameCharacters: 256,
  /** Characters of a log group's name (CreateLogGroup in the API reference of CloudWatch Logs). */
  logGroupNameCharacters: 512,
  /** Characters of a resource policy of CloudWatch Logs (PutResourcePolicy in its API reference). */
  logResourcePolicyCharacters: 5_120,
  /** Characters of a Kinesis stream's name (CreateStream in the API reference of Kinesis Data Streams). */
  kinesisStreamNameCharacters: 128,
  /** Characters of the name of an API destination or a connection, of `[.\-_A-Za-z0-9]` (EventBridge API reference). */
  apiDestinationNameCharacters: 64,
  /** Characters of the description of an archive, an API destination or a connection (EventBridge API reference). */
  descriptionCharacters: 512,
  /** Characters of the address of an API destination (InvocationEndpoint in EventBridge's API reference). */
  httpUrlCharacters: 2_048,
  /** Calls a second of one API destination (EventBridge quotas: "Invocations per second per API destination"). */
  httpCallsPerSecond: 300,
  /** Names of things on AWS that `gcx init` and `gcx add` list to choose from, of each kind that can have very many (gcx's own). */
  listedNames: 1_000,
  /** Combinations of a filter policy of an SNS subscription (SNS developer guide, "Filter policy constraints"; recorded 2024-05-14). */
  snsFilterCombinations: 150,
  /** Characters of a header's or query parameter's name or value (HttpParameters in EventBridge's API reference). */
  httpParameterCharacters: 512,
  /** Capacity providers of an ECS target (EcsParameters in EventBridge's API reference). */
  ecsCapacityProviders: 6,
  /** Placement constraints of an ECS target (EcsParameters in EventBridge's API reference). */
  ecsPlacementConstraints: 10,
  /** Placement strategies of an ECS target (EcsParameters in EventBridge's API reference). */
  ecsPlacementStrategies: 5,
  /** Jobs in an array of a Batch target (BatchArrayProperties in EventBridge's API reference). */
  batchArrayJobs: 10_000,
  /** Attempts of a job of a Batch target (BatchRetryStrategy in EventBridge's API reference). */
  batchAttempts: 10,
  /** SQL statements of a Redshift target (RedshiftDataParameters in EventBridge's API reference). */
  redshiftStatements: 40,
  /** Parameters of a SageMaker pipeline (SageMakerPipelineParameters in EventBridge's API reference). */
  sageMakerPipelineParameters: 200,
  /** Targets of a command of Systems Manager (RunCommandParameters in EventBridge's API reference). */
  runCommandTargets: 5,
  /** Headers, query parameters, or body parameters of a connection or target (EventBridge API reference). */
  httpParameters: 100,
  /** Characters of a user, password, API key, client id or client secret of a connection (EventBridge API reference). */
  httpCredentialCharacters: 512,
  /** Characters of a target's input template. */
  inputTemplateCharacters: 8_192,
  /** Paths of a target's input transformer. */
  inputTemplatePaths: 100,
  /** Retries of a delivery, at most. */
  retryAttempts: 185,
  /** Age of an event that EventBridge still retries, in seconds: least. */
  retryMaxAgeSecondsMin: 60,
  /** Age of an event that EventBridge still retries, in seconds: most. */
  retryMaxAgeSecondsMax: 86_400,
  /** Characters of an SNS topic's name, `.fifo` included. */
  snsTopicNameCharacters: 256,
  /** Statements of an SNS topic's policy. */
  snsPolicyStatements: 100,
  /** Bytes of an SNS topic's policy. */
  snsPolicyBytes: 30_720,
  /** Characters of an SQS queue's name, `.fifo` included. */
  sqsQueueNameCharacters: 80,
  /** Seconds that an SQS queue keeps a message at most: 14 days (SQS API reference, MessageRetentionPeriod). */
  sqsRetentionSeconds: 1_209_600,
  /** Seconds that an SQS queue keeps a message at least (SQS API reference, MessageRetentionPeriod). */
  sqsRetentionSecondsMin: 60,
  /** Seconds for which a received message is hidden at most: 12 hours (SQS API reference, VisibilityTimeout). */
  sqsVisibilitySeconds: 43_200,
  /** Seconds for which an SQS queue holds back a new message at most (SQS API reference, DelaySeconds). */
  sqsDelaySeconds: 900,
  /** Bytes of the largest message that an SQS queue can be set to take: least (SQS API reference, MaximumMessageSize). */
  sqsMessageBytesMin: 1_024,
  /** Bytes of the largest message that an SQS queue can be set to take: most; what a new queue takes. */
  sqsMessageBytes: 1_048_576,
  /** Receives after which SQS moves a message to a dead-letter queue at most (SQS API reference, RedrivePolicy). */
  sqsMaxReceives: 1_000,
  /** Seconds for which SQS uses a data key of KMS again: least (SQS API reference, KmsDataKeyReusePeriodSeconds). */
  sqsKeyReuseSecondsMin: 60,
  /** Seconds for which SQS uses a data key of KMS again: most. */
  sqsKeyReuseSeconds: 86_400,
  /** Statements of an SQS queue's policy. */
  sqsPolicyStatements: 20,
  /** Bytes of an SQS queue's policy. */
  sqsPolicyBytes: 8_192,
  /** Messages of one ReceiveMessage, DeleteMessageBatch or ChangeMessageVisibilityBatch request. */
  sqsMessagesPerRequest: 10,
  /** Seconds that a ReceiveMessage request may wait. */
  sqsWaitSeconds: 20,
  /**
   * Resource policies of CloudWatch Logs in an account and region
   * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html).
   */
  logResourcePolicies: 10,
  /** Seconds that an alarm of CloudWatch may look at in all (PutMetricAlarm: Period times EvaluationPeriods). */
  alarmPeriodSeconds: 86_400,
  /** Seconds within which a route is to see events, at least: metrics come minutes late. gcx's own. */
  alarmPeriodSecondsMin: 300,
  /** Metrics that the expression of an alarm of CloudWatch may use (CloudWatch user guide, alarms on metric math). */
  alarmMetrics: 10,
  /** Characters of an alarm's description (CloudWatch API, PutMetricAlarm). */
  alarmDescriptionCharacters: 1_024,
  /** Characters of an alarm's name. */
  alarmNameCharacters: 255,
  /** Bytes of a Lambda function's resource policy. */
  lambdaPolicyBytes: 20_480,
  /** Characters of a Lambda function's name. */
  lambdaFunctionNameCharacters: 64,
  /** Characters of a customer managed policy of IAM, white space apart. */
  managedPolicyCharacters: 6_144,
  /** Managed policies that a role takes (a quota; AWS raises it to 20 and more on request). */
  managedPoliciesPerRole: 10,
  /** Resources of one question to IAM's policy simulator: a bound of gcx's own. */
  simulatedResources: 20,
  /** Characters of a managed policy's name. */
  iamPolicyNameCharacters: 128,
  /** Characters of an IAM role's name. */
  iamRoleNameCharacters: 64,
  /** Characters of a DynamoDB table's name: least (DynamoDB developer guide, "Supported data types and naming rules"). */
  dynamoTableNameCharactersMin: 3,
  /**
   * Characters of what a file adds to the role of a processor: with gcx's own permissions half of the 10,240 that IAM takes
   * for the inline policies of a role, as a policy that changes holds the old and the new permissions for a time.
   */
  processorPermissionCharacters: 3_600,
  /** Bytes of a Lambda function's environment variables, names and values together. */
  lambdaEnvironmentBytes: 4_096,
  /** Seconds that a Lambda function may run. */
  lambdaTimeoutSeconds: 900,
  /** Megabytes of memory of a Lambda function: least. */
  lambdaMemoryMbMin: 128,
  /** Megabytes of memory of a Lambda function: most. */
  lambdaMemoryMbMax: 10_240,
  /** Megabytes of `/tmp` of a Lambda function: least, and what it has without a setting (Lambda API reference, EphemeralStorage). */
  lambdaStorageMbMin: 512,
  /** Megabytes of `/tmp` of a Lambda function: most. */
  lambdaStorageMbMax: 10_240,
  /** Invocations at once of an event source mapping from SQS: least (Lambda API reference, ScalingConfig). */
  lambdaMappingConcurrencyMin: 2,
  /** Invocations at once of an event source mapping from SQS: most. */
  lambdaMappingConcurrencyMax: 1_000,
  /** Invocations at once that a function can reserve: most that the schema takes; the quota of the account decides. */
  lambdaReservedConcurrencyMax: 100_000,
  /** Subnets of a Lambda function in a VPC (Lambda API reference, VpcConfig). */
  lambdaSubnets: 16,
  /** Security groups of a Lambda function in a VPC (Lambda API reference, VpcConfig). */
  lambdaSecurityGroups: 5,
  /** Bytes of a Lambda function's zip that CreateFunction and UpdateFunctionCode take directly. */
  lambdaZipBytes: 52_428_800,
  /** Messages of one batch that Lambda takes from a standard SQS queue. */
  lambdaBatchSize: 10_000,
  /** Messages of one batch that Lambda takes from a FIFO SQS queue (Lambda developer guide, parameters for SQS event source mappings). */
  lambdaFifoBatchSize: 10,
  /** Messages of one batch above which Lambda needs a batching window of at least a second. */
  lambdaBatchSizeWithoutWindow: 10,
  /** Seconds that Lambda gathers messages for a batch. */
  lambdaBatchWindowSeconds: 300,
  /** Characters of an integration's event source suffix, of `A-Za-z0-9.-_`. */
  eventSourceSuffixCharacters: 64,
  /** Days that one query of analytics' conversation details may span. */
  genesysAnalyticsIntervalDays: 31,
  /** Queues on one page of Genesys Cloud's routing API. */
  genesysQueuePageSize: 500,
  /** Things that one apply deletes or replaces at most, where the file says nothing else: gcx's own guard. */
  guardedDeletions: 10,
  /** The most that a file may let one apply delete: more than any project has. */
  guardedDeletionsMax: 10_000,
  /** Of 100 things that are there, those that one apply deletes or replaces at most, where the file says nothing else. */
  guardedDeletionsPercent: 30,
  /** Fewer deletions than these are no matter of percent: of a first pipe of three things, one is a third already. */
  guardedDeletionsFewest: 5,
  /** Tags of one thing (Tag naming limits, AWS General Reference). */
  tagsPerThing: 50,
  /** Bytes of a parameter's value in Systems Manager's Parameter Store, standard tier. */
  ssmParameterBytes: 4_096,
  /** Versions of a parameter that Parameter Store keeps; the oldest goes where it has no label. */
  ssmParameterVersions: 100,
  /** Levels of a parameter's name, divided by `/`. */
  ssmParameterLevels: 15,
  /** ms after which a lease that nobody renewed is over, by AWS's clock. */
  leaseMs: 120_000,
  /** ms at the end of a lease in which its owner writes nothing: a call can take so long until it is carried out. */
  leaseQuietMs: 30_000,
  /** ms after which a lease is renewed. */
  leaseRenewMs: 30_000,
  /** ms after which the owner of a lease looks whether it is still its own, before it writes. */
  leaseLookMs: 1_000,
  /** Characters of a namespace of metrics (CloudWatch API reference, PutMetricAlarm). */
  metricNamespaceCharacters: 255,
  /** Queries of one GetMetricData request (CloudWatch API reference). */
  metricQueriesPerRequest: 500,
  /** Points of one answer of GetMetricData; more come page by page. */
  metricPointsPerAnswer: 100_800,
  /** Days for which CloudWatch keeps points of a minute, of five minutes, and of an hour. */
  metricMinutesDays: 15,
  metricFiveMinutesDays: 63,
  metricHoursDays: 455,
  /** Levels of an event or of a line about one that are looked into: bodies have some five, and more is hostile. gcx's own. */
  eventLevels: 64,
  /** Dead letters of an SQS queue that a status looks at: these first ones tell why. gcx's own. */
  statusDeadLetters: 100,
  /**
   * Characters of the body of an issue or a comment of GitHub ("Body is too long (maximum is 65536 characters)", 422); a
   * note of GitLab takes 1,000,000.
   */
  commentCharacters: 65_536,
  /** Characters of a Markdown document of gcx: some are left for what a workflow writes around it. gcx's own. */
  markdownCharacters: 63_000,
  /** Looks at something of ours that reads do not show, or not with its tags: they can lag behind writes. */
  looksForMark: 4,
} as const;

/**
 * ms before each look at a policy that was just written. The first is longer than another writer mostly takes from its
 * reading to its writing; SQS can take up to a minute to show what it was given, mostly far less.
 */
export const READ_BACK_PAUSES_MS: readonly number[] = [300, 3_000, 20_000];
