/** `genesys-gcx/processor/testing`: what tests of handlers import. It works with any test runner. */

export { eventOf, type SampleParts, sampleEvent } from './sample-event.js';
export { type LoggedLine, type TestContext, type TestContextParts, testContext } from './test-context.js';
export { type GenesysCall, type GenesysReply, genesysFailure, type TestGenesys } from './test-genesys.js';
