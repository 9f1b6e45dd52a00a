/** How a step stands: `unknown` where nobody can tell before it is tried. */
export type StepState = 'done' | 'missing' | 'unknown';

/** A step of docs/start.md, and how it stands. */
export interface ChecklistStep {
  /** Of its heading in docs/start.md. */
  readonly id: StepId;
  readonly side: 'genesys' | 'aws';
  readonly title: string;
  readonly state: StepState;
  /** What was found, or what is not known, in a sentence or a name. */
  readonly found: string;
  /** What to click or run next. Absent: nothing. */
  readonly next?: string;
}

/** The steps of docs/start.md, in its order. */
export const STEPS = {
  'genesys-environment': { side: 'genesys', title: 'Genesys Cloud environment' },
  'genesys-client': { side: 'genesys', title: 'OAuth client' },
  'genesys-role': { side: 'genesys', title: 'Permissions of its role' },
  'genesys-divisions': { side: 'genesys', title: 'Divisions of its role' },
  'genesys-organization': { side: 'genesys', title: 'Organization' },
  'aws-credentials': { side: 'aws', title: 'Credentials' },
  'aws-account': { side: 'aws', title: 'Account' },
  'aws-region': { side: 'aws', title: 'Region' },
  'aws-rights': { side: 'aws', title: 'Permissions' },
} as const satisfies Readonly<Record<string, { readonly side: 'genesys' | 'aws'; readonly title: string }>>;

/** Which step. */
export type StepId = keyof typeof STEPS;
