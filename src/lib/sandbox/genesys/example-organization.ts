import { sandboxId } from './sandbox-id.js';
import type { OrganizationState, QueueState } from './state.js';

/** The queues that the example file names by id keep that id; the rest are derived from division and name. */
const FIXED_IDS: Readonly<Record<string, string>> = {
  'Sales/Sales Support': '5affb229-7631-4992-b0ce-583505c6af07',
  'DACH/Sales DE Nord': '1f0c77d2-3a5e-4c1b-9d0e-6f2b8a41c7e3',
  'Retail/Retail Sales': '77aa01bd-52c8-4f06-8b9a-0e3d7c164f25',
};

/** Queues by division. Odd names on purpose: they are what real organizations hold and what YAML and globs trip over. */
const QUEUES_BY_DIVISION: Readonly<Record<string, readonly string[]>> = {
  Home: [
    '911',
    'Callback Overflow',
    'Front Desk',
    'IT Service Desk',
    'No',
    'Test Queue',
    'VIP Concierge',
    '*After Hours*',
  ],
  Sales: [
    'Inbound',
    'Outbound Follow-up',
    'Sales',
    'Sales Chat',
    'Sales EN North',
    'Sales EN South',
    'Sales Enterprise',
    'Sales FR',
    'Sales Inbound',
    'Sales Messaging',
    'Sales Overflow',
    'Sales Partners',
    'Sales Support',
    "O'Brien & Sons",
  ],
  Retail: [
    'Retail Returns',
    'Retail Sales',
    'Retail Stores',
    'Retail Stores Overflow ',
    'Support',
    'Web Shop',
    'Web Shop 🛒',
  ],
  Support: [
    'Support',
    'Support #2',
    'Support Chat',
    'Support Email',
    'Support Escalations',
    'Support Messaging',
    'Support Nights',
    'Support Tier 1',
    'Support Tier 2',
    'Support: Hardware',
    'Technical Support',
    'Warranty',
  ],
  Billing: [
    'Billing',
    'Billing Disputes',
    'Billing EU',
    'Billing US',
    'Collections',
    'Payments',
    'Refunds',
    'Credit "Gold" Customers',
  ],
  DACH: [
    'Kundenservice Köln',
    'Kundenservice Zürich',
    'Reklamationen',
    'Rückrufe',
    'Sales AT Wien',
    'Sales CH',
    'Sales DE Nord',
    'Sales DE Ost',
    'Sales DE Süd',
    'Sales DE West',
    'Störungsannahme',
    'Vertrieb Großkunden',
  ],
};

/** The divisions of the example organization, the home division first. */
export const EXAMPLE_DIVISIONS: readonly string[] = Object.keys(QUEUES_BY_DIVISION);

function queue(division: string, name: string): QueueState {
  return {
    id: FIXED_IDS[`${division}/${name}`] ?? sandboxId('queue', division, name),
    name,
    divisionId: sandboxId('division', division),
    dateCreated: '2024-03-01T09:00:00.000Z',
  };
}

/** Queues of a large organization: names that share words, spread over the divisions; for `--queues N`. */
export function generatedQueues(count: number): QueueState[] {
  const teams = ['Sales', 'Support', 'Billing', 'Service', 'Claims', 'Logistics', 'Returns', 'Field'];
  return Array.from({ length: count }, (_, index) => {
    const division = EXAMPLE_DIVISIONS[index % EXAMPLE_DIVISIONS.length] ?? 'Home';
    const team = teams[index % teams.length] ?? 'Sales';
    return queue(division, `${team} Team ${String(index + 1).padStart(4, '0')}`);
  });
}

/**
 * A believable organization: some 60 queues in several divisions, one name twice, no integration yet.
 * @param queues How many queues in all where more are wanted than the example's own.
 */
export function exampleOrganization(id: string, queues = 0): OrganizationState {
  const own = Object.entries(QUEUES_BY_DIVISION).flatMap(([division, names]) =>
    names.map((name) => queue(division, name)),
  );
  return {
    id,
    name: 'Acme',
    divisions: EXAMPLE_DIVISIONS.map((name) => ({
      id: sandboxId('division', name),
      name,
      home: name === 'Home',
    })),
    queues: [...own, ...generatedQueues(Math.max(0, queues - own.length))],
    integrations: [],
    maxInstances: 10,
    deniedPermissions: [],
    versionConflictStatus: 409,
    tokenSeconds: 86_400,
  };
}
