import { vi } from 'vitest';
import { crashAnywhere } from './crash.js';
import { ENDPOINTS } from './stage/projects.js';

vi.stubEnv('GENESYS_GCX_SECRET_CRM_KEY', 'key-of-the-crm');
crashAnywhere('test/trust/crash-endpoints.test.ts', ENDPOINTS);
