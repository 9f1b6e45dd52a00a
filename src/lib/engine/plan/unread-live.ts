import type { Live } from '../kinds/index.js';

/** What stands for what could not be read: nothing is there. Who plans from it must not say that a thing is missing. */
export const UNREAD_LIVE: Live = {
  integrations: [],
  marked: new Map(),
  otherEnvironments: new Map(),
  busTags: new Map(),
  rulesOnBus: [],
  rules: [],
  foreignRules: [],
  archives: [],
  pipeAlarms: [],
  buses: new Map(),
  topics: new Map(),
  queues: new Map(),
  functions: new Map(),
  keys: new Map(),
  processorBases: [],
  tables: new Map(),
  logGroups: new Map(),
  processorFunctions: new Map(),
  eventSourceMappings: new Map(),
  alarms: new Map(),
  roles: new Map(),
  rulesElsewhere: new Map(),
  ruleOwners: new Map(),
};
