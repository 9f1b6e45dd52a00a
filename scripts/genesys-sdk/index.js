// What the bundle takes of purecloud-platform-client-v2: its client and the API classes that src/lib/clients/genesys/sdk.ts
// names, in the shape of the package's own export. The whole package would cost every command 100 to 350 ms.
import AbstractHttpClient from '../../node_modules/purecloud-platform-client-v2/src/purecloud-platform-client-v2/AbstractHttpClient.js';
import ApiClient from '../../node_modules/purecloud-platform-client-v2/src/purecloud-platform-client-v2/ApiClient.js';
import AnalyticsApi from '../../node_modules/purecloud-platform-client-v2/src/purecloud-platform-client-v2/api/AnalyticsApi.js';
import AuthorizationApi from '../../node_modules/purecloud-platform-client-v2/src/purecloud-platform-client-v2/api/AuthorizationApi.js';
import IntegrationsApi from '../../node_modules/purecloud-platform-client-v2/src/purecloud-platform-client-v2/api/IntegrationsApi.js';
import NotificationsApi from '../../node_modules/purecloud-platform-client-v2/src/purecloud-platform-client-v2/api/NotificationsApi.js';
import OrganizationApi from '../../node_modules/purecloud-platform-client-v2/src/purecloud-platform-client-v2/api/OrganizationApi.js';
import RoutingApi from '../../node_modules/purecloud-platform-client-v2/src/purecloud-platform-client-v2/api/RoutingApi.js';
import TokensApi from '../../node_modules/purecloud-platform-client-v2/src/purecloud-platform-client-v2/api/TokensApi.js';

export default {
  ApiClient: new ApiClient(),
  AbstractHttpClient,
  AnalyticsApi,
  AuthorizationApi,
  IntegrationsApi,
  NotificationsApi,
  OrganizationApi,
  RoutingApi,
  TokensApi,
};
