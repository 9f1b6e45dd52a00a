import { inBadWeather } from './faults.js';
import { EXAMPLE } from './stage/projects.js';

inBadWeather('test/trust/faults-example.test.ts', EXAMPLE, 150);
