import { fileURLToPath } from 'node:url';

const file = (name) => fileURLToPath(new URL(name, import.meta.url));

/** What esbuild puts in the place of the Genesys SDK and of what it would bring along: `build({ alias })`. */
export const genesysSdkAlias = {
  'purecloud-platform-client-v2': file('index.js'),
  axios: file('axios.js'),
  winston: file('winston.cjs'),
  configparser: file('configparser.cjs'),
};
