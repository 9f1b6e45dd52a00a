import { crashAnywhere } from './crash.js';
import { WATCHED } from './stage/projects.js';

crashAnywhere('test/trust/crash-watched.test.ts', WATCHED);
