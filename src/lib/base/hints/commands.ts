/** A flag that says where a command works: a suggested one repeats it, or it works elsewhere. */
export type PlaceFlag = 'config' | 'env' | 'like' | 'var' | 'sandbox';

/** A flag with which a person allows something for one plan. */
export const ALLOW_FLAGS = [
  'adopt',
  'force',
  'allow-event-loss',
  'release-event-types',
  'allow-deletions',
  'allow-no-target',
] as const;

const FILE = ['config', 'env', 'var'] as const;
const ALL = [...FILE, 'sandbox'] as const;

/** The commands of gcx that are suggested anywhere, with those of the flags above that each takes. */
export const COMMAND_FLAGS = {
  'add environment': ALL,
  'add event': ALL,
  'add queue': ALL,
  'add route': ALL,
  'add target': ALL,
  adopt: ALL,
  apply: ALL,
  demo: [],
  destroy: [...ALL, 'like'],
  doctor: ALL,
  drift: ALL,
  'event sample': FILE,
  'event validate': FILE,
  'event-type list': ALL,
  'event-type show': [],
  export: ALL,
  graph: FILE,
  init: ['config', 'sandbox'],
  'pattern test': ALL,
  permissions: FILE,
  plan: ALL,
  'processor build': ALL,
  'processor dev': ALL,
  'processor init': ['config'],
  'processor invoke': ALL,
  'processor logs': ALL,
  'queue list': ALL,
  'queue lookup': ALL,
  'queue routes': ALL,
  redrive: ALL,
  release: ALL,
  replay: ALL,
  'rule list': ALL,
  'rule show': ALL,
  'rule test': ALL,
  'sandbox emit': FILE,
  'sandbox reset': ['config'],
  'sandbox start': FILE,
  'sandbox status': ['config'],
  schema: [],
  status: ALL,
  tail: ALL,
  unlock: ALL,
  validate: ALL,
  whoami: ALL,
  why: ALL,
} as const satisfies Readonly<Record<string, readonly PlaceFlag[]>>;

/** A command as people type it, without `gcx`. */
export type CommandName = keyof typeof COMMAND_FLAGS;

/** Commands that look at the place only with this flag; without it their answer is the same everywhere. */
export const ASKS_ONLY_WITH: Partial<Readonly<Record<CommandName, string>>> = { 'event-type list': '--live' };
