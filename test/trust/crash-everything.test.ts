import { crashAnywhere } from './crash.js';
import { EVERYTHING } from './stage/projects.js';

crashAnywhere('test/trust/crash-everything.test.ts', EVERYTHING);
