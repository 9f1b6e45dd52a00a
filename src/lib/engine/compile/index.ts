export {
  alarmArn,
  busArn,
  eventSourceArn,
  functionArn,
  logGroupArn,
  queueArn,
  roleArn,
  ruleArn,
  tableArn,
  topicArn,
} from '../../language/names/arns.js';
export type { CompileNames } from '../../language/names/compile-names.js';
export { type ProcessorNames, processorNames, rolePath } from '../../language/names/processor-names.js';
export { cutWithHash, routeOfRuleName, ruleNamePrefix } from '../../language/names/rule-names.js';
export { changeOrder } from './change-order.js';
export { type Compiled, compileRules } from './compile-rules.js';
export { fieldOf, shapeOfFormat } from './event-shape.js';
export {
  EVENT_TYPE_PLACEHOLDER,
  expandTargets,
  fillTopicName,
} from './expand-targets.js';
export { checkFilterWithinRoutes } from './filter-within-routes.js';
export type { DesiredRule, LiveRule, RuleTarget } from './model.js';
export { overlaps } from './overlaps.js';
export { patternFields } from './pattern-fields.js';
export { reachShift } from './reach.js';
export { samePattern } from './same-pattern.js';
