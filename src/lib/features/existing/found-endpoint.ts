import type { ApiDestination, HttpConnection } from '../../clients/aws/http-model.js';

/** An API destination that live rules send to, as far as an export looks at it. */
export type FoundEndpoint =
  | {
      /** `made`: the project owns both; `free`: nobody has marked either. */
      readonly kind: 'made' | 'free';
      /** Name of the target in the file that it was made for, where its description says it. */
      readonly target?: string;
      readonly destination: ApiDestination;
      readonly connection: HttpConnection;
    }
  /** The file can say it by its ARN only. `why`: as a sentence begins. */
  | { readonly kind: 'kept'; readonly why: string };
