import { crashAnywhere } from './crash.js';
import { EXAMPLE } from './stage/projects.js';

crashAnywhere('test/trust/crash-example.test.ts', EXAMPLE);
