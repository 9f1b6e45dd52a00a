/** What EventBridge makes of a target's input: what PutTargets refuses, and what is sent for an event. Pure. */
export { fillInput } from './fill-input.js';
export { atJsonPath, parseJsonPath } from './json-path.js';
export { readJsonValues } from './json-values.js';
export { INVALID_JSON, type TargetInput } from './model.js';
export { type InputRefusal, PLACEHOLDER_NAME, refusalsOf } from './refusal.js';
export { rightTemplate } from './right-template.js';
export { type ParsedTemplate, type Placeholder, PREDEFINED, parseTemplate } from './template.js';
export { riskOf, type TemplateRisk } from './template-risks.js';
export { type ShapeSource, shapeAt, type ValueShape } from './value-shape.js';
