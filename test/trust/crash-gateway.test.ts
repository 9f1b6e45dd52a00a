import { crashAnywhere } from './crash.js';
import { GATEWAY } from './stage/projects.js';

crashAnywhere('test/trust/crash-gateway.test.ts', GATEWAY);
