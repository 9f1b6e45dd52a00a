/** The rules that commands look at: those that the file makes, or those that are live. */

export { chooseRules, isCalled, onlyRoutes } from './choose-rules.js';
export type { KnownRule } from './model.js';
export { routesOfRules } from './routes-of-rules.js';
export { newerMarksOfRules, rulesOfAccount } from './rules-of-account.js';
export { rulesOfFile } from './rules-of-file.js';
export { filtersOfAccount, filtersOfFile, type TopicFilters } from './topic-filters.js';
