import { vi } from 'vitest';
import { inBadWeather } from './faults.js';
import { ENDPOINTS } from './stage/projects.js';

vi.stubEnv('GENESYS_GCX_SECRET_CRM_KEY', 'key-of-the-crm');
inBadWeather('test/trust/faults-endpoints.test.ts', ENDPOINTS, 100);
