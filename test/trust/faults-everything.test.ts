import { inBadWeather } from './faults.js';
import { EVERYTHING } from './stage/projects.js';

inBadWeather('test/trust/faults-everything.test.ts', EVERYTHING, 150);
