/** What texts of connections and API destinations are made of (botocore's model of EventBridge, 2015-10-07). */
import type { TextConstraint } from '../../constraints.js';

/** Characters of a credential, and of a key or value of a header or query parameter. */
const TEXT_CHARACTERS = 512;
const ENDPOINT_CHARACTERS = 2_048;
/** Parameters of each kind. */
export const PARAMETERS_OF_A_KIND = 100;

/** A user, API key or client: no colon and no control character but tabs. */
export const CREDENTIAL: TextConstraint = {
  min: 1,
  max: TEXT_CHARACTERS,
  pattern: '^[ \\t]*[^\\x00-\\x1F:\\x7F]+([ \\t]+[^\\x00-\\x1F:\\x7F]+)*[ \\t]*$',
  // biome-ignore lint/suspicious/noControlCharactersInRegex: AWS's pattern excludes them.
  accepts: /^\t*[^\x00-\x1F:\x7F][^\x00-\x08\x0A-\x1F:\x7F]*$/,
};

/** A password, the value of an API key, or a client's secret. */
export const SECRET_CREDENTIAL: TextConstraint = { ...CREDENTIAL, secret: true };

/** The URL of an endpoint. */
export const ENDPOINT: TextConstraint = {
  min: 1,
  max: ENDPOINT_CHARACTERS,
  pattern: "^((%[0-9A-Fa-f]{2}|[-()_.!~*';/?:@\\x26=+$,A-Za-z0-9])+)([).!';/?:,])?$",
};

/** The name of a header. */
export const HEADER_KEY: TextConstraint = { max: TEXT_CHARACTERS, pattern: "^[!#$%&'*+-.^_`|~0-9a-zA-Z]+$" };

/** The value of a header. */
export const HEADER_VALUE: TextConstraint = {
  max: TEXT_CHARACTERS,
  pattern: '^[ \\t]*[\\x20-\\x7E]+([ \\t]+[\\x20-\\x7E]+)*[ \\t]*$',
  accepts: /^\t*[\x20-\x7E][\t\x20-\x7E]*$/,
};

/** The name of a query parameter. */
export const QUERY_KEY: TextConstraint = { max: TEXT_CHARACTERS, pattern: '[^\\x00-\\x1F\\x7F]+' };

/** The value of a query parameter. */
export const QUERY_VALUE: TextConstraint = {
  max: TEXT_CHARACTERS,
  pattern: '[^\\x00-\\x09\\x0B\\x0C\\x0E-\\x1F\\x7F]+',
};
