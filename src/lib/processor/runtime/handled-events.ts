import { IdempotencyConfig, makeIdempotent } from '@aws-lambda-powertools/idempotency';
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb';
import { ProcessorTable, ProcessorVariable } from '../contract/settings.js';
import type { LambdaContext } from './lambda-context.js';

/** How long DynamoDB may take to connect and to answer, in ms; the SDK then tries again. Without it a dead connection takes the whole invocation along. */
const CONNECTION_MS = 2_000;
const REQUEST_MS = 5_000;

/** What came of handling an event at most once. */
export type Handled =
  | { readonly kind: 'handled' }
  /** It was handled before. */
  | { readonly kind: 'duplicate' }
  /** Another invocation has it, which has this many ms left. */
  | { readonly kind: 'inProgress'; readonly leftMilliseconds: number };

/** Handles an event at most once at a time and, once that succeeded, not again. */
export type HandleOnce = (key: string, handle: () => Promise<void>) => Promise<Handled>;

/** The handled events, in DynamoDB. It lives as long as the function's process. */
export class HandledEvents {
  private readonly tableName: string;
  private table: HandledEventsTable | undefined;

  /** @throws Error where there is no table: without it every duplicate would be handled */
  constructor(
    tableName: string | undefined,
    private readonly processor: string,
    private readonly forSeconds: number,
  ) {
    if (!tableName)
      throw new Error(`${ProcessorVariable.table} is not set: it names the table of handled events.`);
    this.tableName = tableName;
  }

  /**
   * For one invocation. What is thrown by `handle` is thrown again, after the event was forgotten, so that it is
   * handled when it comes again; so are errors of DynamoDB.
   */
  inInvocation(context: LambdaContext): HandleOnce {
    // Not when the code is loaded: making a client takes a sixth of the time that loading it takes.
    this.table ??= new HandledEventsTable(this.tableName);
    const persistenceStore = this.table;
    const config = new IdempotencyConfig({
      expiresAfterSeconds: this.forSeconds,
      hashFunction: 'sha256',
      // Else an event without a key would be handled each time it comes, and nobody would know.
      throwOnNoIdempotencyKey: true,
      useLocalCache: false,
    });
    // Says until when an event that is in progress can be: without it, or with 0, one whose Lambda died would be so
    // until it expires, days later.
    config.registerLambdaContext({
      getRemainingTimeInMillis: () => Math.max(1, context.getRemainingTimeInMillis()),
    } as Parameters<IdempotencyConfig['registerLambdaContext']>[0]);
    return inTurn(async (key, handle) => {
      // Powertools gives the same for a duplicate and for a handler that returns nothing.
      let ran = false;
      const run = async (_key: string): Promise<void> => {
        ran = true;
        await handle();
      };
      try {
        await makeIdempotent(run, { persistenceStore, config, keyPrefix: this.processor })(key);
      } catch (error) {
        if (ran || !(error instanceof Error) || error.name !== 'IdempotencyAlreadyInProgressError')
          throw error;
        return { kind: 'inProgress', leftMilliseconds: persistenceStore.takeTimeLeft(key) };
      }
      return { kind: ran ? 'handled' : 'duplicate' };
    });
  }
}

/** Has duplicates within a batch wait for each other, rather than come again because the first is in progress. */
function inTurn(handleOnce: HandleOnce): HandleOnce {
  const last = new Map<string, Promise<unknown>>();
  return async (key, handle) => {
    const before = last.get(key);
    const own = before === undefined ? handleOnce(key, handle) : before.then(() => handleOnce(key, handle));
    const settled = own.catch(() => undefined);
    last.set(key, settled);
    try {
      return await own;
    } finally {
      if (last.get(key) === settled) last.delete(key);
    }
  };
}

/** Powertools' table, which also remembers until when an event is in progress elsewhere: its error does not say. */
class HandledEventsTable extends DynamoDBPersistenceLayer {
  private readonly inProgress = new Map<unknown, number>();

  constructor(tableName: string) {
    super({
      tableName,
      keyAttr: ProcessorTable.key,
      expiryAttr: ProcessorTable.ttl,
      clientConfig: {
        requestHandler: {
          connectionTimeout: CONNECTION_MS,
          requestTimeout: REQUEST_MS,
          throwOnRequestTimeout: true,
        },
      },
    });
  }

  override processExistingRecord(
    ...[stored, key]: Parameters<DynamoDBPersistenceLayer['processExistingRecord']>
  ): ReturnType<DynamoDBPersistenceLayer['processExistingRecord']> {
    const until = stored.inProgressExpiryTimestamp;
    if (until !== undefined && stored.getStatus() === 'INPROGRESS') this.inProgress.set(key, until);
    return super.processExistingRecord(stored, key);
  }

  takeTimeLeft(key: string): number {
    // Powertools' clock, with which it was written.
    const now = Date.now();
    const until = this.inProgress.get(key) ?? now;
    this.inProgress.delete(key);
    return Math.max(0, until - now);
  }
}
