/** The conversation that the lines ask about. */
export const CALL = '22222222-2222-4333-8444-555555555555';

/** Why a command shows nothing of events that anybody else had. */
const NOTHING = {
  file: 'it reads the file and settings, and no event',
  numbers: 'it shows numbers, names of things and reasons, and no event',
  given: 'the events are given by who runs it, who has them',
} as const;

/** Every command: the lines that are run here, each in both forms, or why there is none. */
export const COMMANDS: Readonly<Record<string, readonly string[] | keyof typeof NOTHING>> = {
  adopt: 'file',
  apply: 'file',
  autocomplete: 'file',
  'autocomplete create': 'file',
  'autocomplete script': 'file',
  demo: 'given',
  destroy: 'file',
  doctor: ['doctor --sandbox'],
  drift: 'file',
  'event sample': 'given',
  'event validate': 'given',
  'event-type list': 'file',
  'event-type show': 'file',
  export: 'file',
  graph: 'file',
  help: 'file',
  init: 'file',
  'pattern test': 'given',
  plan: 'file',
  'processor build': 'file',
  'processor init': 'file',
  'processor invoke': [`processor invoke crm --conversation ${CALL} --sandbox`],
  'processor logs': ['processor logs crm --since 1d --all --sandbox'],
  'queue list': 'file',
  'queue lookup': 'file',
  'queue routes': 'file',
  redrive: [
    'redrive --sandbox',
    `redrive inbox --conversation ${CALL} --dry-run --sandbox`,
    'redrive crm --dry-run --sandbox',
  ],
  replay: 'numbers',
  'rule explain': 'file',
  'rule list': 'file',
  'rule show': 'file',
  'rule test': [`rule test --conversation ${CALL} --all --sandbox`],
  'sandbox emit': 'given',
  'sandbox journal': 'numbers',
  'sandbox pass-time': 'numbers',
  'sandbox reset': 'file',
  'sandbox start': 'file',
  'sandbox status': 'file',
  'sandbox stop': 'file',
  schema: 'file',
  status: ['status --html page.html --sandbox'],
  // Below, for it waits for events.
  tail: [],
  unlock: 'file',
  validate: 'file',
  whoami: 'file',
  why: [`why ${CALL} --sandbox`],
};
