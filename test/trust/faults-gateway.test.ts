import { inBadWeather } from './faults.js';
import { GATEWAY } from './stage/projects.js';

inBadWeather('test/trust/faults-gateway.test.ts', GATEWAY, 150);
