/** Sends dead letters back to where they were going. */
export { formatsOf } from './conversation-letters.js';
export { type LookedThrough, lookThrough } from './look-through.js';
export type { DeadLetter, DeadLetterGroup } from './model.js';
export { parseRate, type Rate } from './rate.js';
export { requireTarget } from './redrive-target.js';
export { type FoundDeadLetters, type Redrive, type RedriveEnd, runRedrive } from './run-redrive.js';
export { type DeadLetterSurvey, type SurveyRequest, surveyDeadLetters } from './survey-dead-letters.js';
export { deadLetterQueues, isOfTarget } from './way-back.js';
