import { inBadWeather } from './faults.js';
import { SMALL } from './stage/projects.js';

inBadWeather('test/trust/faults-small.test.ts', SMALL, 550);
