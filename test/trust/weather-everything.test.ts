import { once } from '../../src/lib/base/once.js';
import { crashAnywhere } from './crash.js';
import { inBadWeather } from './faults.js';
import { coursesOf } from './stage/courses.js';
import { EVERYTHING } from './stage/projects.js';

const FILE = 'test/trust/weather-everything.test.ts';

// It is the largest file: both suites begin from the same courses.
const courses = once(() => coursesOf(EVERYTHING, true));
crashAnywhere(FILE, EVERYTHING, courses);
inBadWeather(FILE, EVERYTHING, 150, courses);
