// The import rules, type imports included: the only place that defines the order of wings and rooms. `npm run walls` checks
// them; the build writes the list into ARCHITECTURE.md.

/**
 * The rooms of src/ in order: a room can import from itself and from the rooms before it in this list, and from no other.
 * A file belongs to the room with the longest matching path.
 */
export const ROOMS = [
  ['lib/base/', 'errors, exit codes, JSON, limits, hints, network, files'],
  ['lib/base/terminal/', 'terminal output and prompts'],
  ['lib/language/names/', 'ARNs, names of rules and processors, environments, globs'],
  ['lib/language/patterns/', 'event patterns: parsing, matching, explaining'],
  ['lib/language/events/', 'event types, formats, samples, checks of events'],
  ['lib/language/can-match/', 'whether any event of a bus can match a pattern'],
  ['lib/language/trace/', 'which rules an event reaches, and why not'],
  ['lib/processor/contract/', 'what the file, the engine and the Lambda agree on'],
  ['lib/language/config/model', 'the file as values'],
  [
    'lib/language/config/document/',
    'the file as a text with places: reading, variables, environments, problems',
  ],
  ['lib/language/config/schema/', 'the keys and values that a file can have'],
  ['lib/language/config/repair/', 'small edits that correct mistyped files'],
  ['lib/language/config/check/', 'checks across several keys'],
  ['lib/language/config/', 'loading and validating a file'],
  ['lib/language/queues/', 'Genesys queues: what selectors match, in words'],
  ['lib/clients/genesys/', 'Genesys Cloud'],
  ['lib/clients/aws/', 'AWS'],
  ['lib/processor/runtime/', 'the Lambda function at the end of the pipe'],
  ['lib/processor/testing/', 'what tests of handlers import'],
  ['lib/processor/local/', 'a processor on this machine: the same pipeline, without its resources'],
  ['lib/processor/build/', 'builds its zip file'],
  ['lib/engine/change/', 'changes and steps, as values'],
  ['lib/engine/targets/', 'one file per kind of target'],
  ['lib/engine/compile/', 'compiles routes to rules'],
  ['lib/engine/kinds/', 'one folder per kind of resource'],
  ['lib/engine/plan/', 'the planner, saved plans'],
  ['lib/engine/apply/', 'runs a plan'],
  ['lib/sandbox/', 'separate: the built-in Genesys Cloud and AWS'],
  ['lib/features/sandbox/', 'the only access to the sandbox'],
  ['lib/features/access/', 'connections to Genesys Cloud and AWS for a file'],
  ['lib/features/lease/', 'the lease: only one run changes a pipe at a time'],
  ['lib/features/conversation/', 'events rebuilt from analytics'],
  ['lib/features/queues/', 'Genesys queues: lookup and cache'],
  ['lib/features/input/', 'events and files given on the command line'],
  ['lib/features/pattern-test/', 'tests of event patterns'],
  ['lib/features/rules/', 'rules, listed and explained'],
  ['lib/features/trace/', 'which rules and targets an event reaches'],
  ['lib/features/plans/', 'plans of a file, new or saved'],
  ['lib/features/graph/', 'a diagram of the pipe of a file'],
  ['lib/features/doctor/', 'what stops events between Genesys Cloud and each target'],
  ['lib/features/queue-routes/', 'which routes take which queues'],
  ['lib/features/existing/', 'pipes that gcx did not make'],
  ['lib/features/release/', 'takes away what marks resources as owned by gcx'],
  ['lib/features/processors/', 'processors: creating, building, invoking, logs'],
  ['lib/features/redrive/', 'sending dead letters back'],
  ['lib/features/replay/', 'replays of an archive'],
  ['lib/features/why/model/', 'what happened to an event, as values'],
  ['lib/features/why/evidence/', 'what is read: the pipe, its log, its metrics, dead letters'],
  ['lib/features/why/verdict/', 'conclusions for each event at each target'],
  ['lib/features/why/', 'what happened to the events of one conversation, and why'],
  ['lib/features/tail/', 'events shown as they arrive'],
  ['lib/features/development/', 'handlers on this machine, with events as they arrive'],
  ['lib/features/status/', 'the state of the pipe, with its metrics'],
  ['lib/features/permissions/', 'the permissions that a file needs on both sides'],
  ['lib/features/checklist/', 'the steps to a first plan, and which are done'],
  ['lib/features/questions/', 'the questions of `gcx init` and `gcx add`, one part of the file at a time'],
  ['lib/features/init/', 'creates a file'],
  ['lib/features/add/', 'adds routes, targets, queues, event types and environments to a file'],
  ['lib/cli/', 'oclif bases, flags, renderers'],
  ['lib/features/demo/', 'shows what commands print, and therefore comes after them'],
  ['commands/', 'one file per command'],
  ['hooks/', 'oclif hooks'],
  ['cli.ts', 'the entry point'],
];

const paths = ROOMS.map(([path]) => `src/${path}`);
const anyOf = (list) => `^(?:${list.map((path) => path.replaceAll('.', '\\.')).join('|')})`;
/** Rooms that lie within others of the list. */
const within = (list, among) =>
  among.filter((path) => list.some((each) => each !== path && path.startsWith(each)));

/** A room and those after it, as a rule; undefined for the last. */
function upward(path, index) {
  const later = paths.slice(index + 1);
  if (later.length === 0) return undefined;
  const inFrom = within([path], paths);
  const inTo = within(later, paths.slice(0, index + 1));
  return {
    name: `up-from-${ROOMS[index][0]
      .replace(/^lib\//, '')
      .replaceAll('/', '-')
      .replace(/-$/, '')}`,
    severity: 'error',
    comment: 'A room imports from those before it in ROOMS.',
    from: { path: `^${path}`, ...(inFrom.length === 0 ? {} : { pathNot: anyOf(inFrom) }) },
    to: { path: anyOf(later), ...(inTo.length === 0 ? {} : { pathNot: anyOf(inTo) }) },
  };
}

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    { name: 'no-circle', severity: 'error', from: {}, to: { circular: true } },
    ...paths.map(upward).filter((rule) => rule !== undefined),
    {
      name: 'every-file-in-a-room',
      severity: 'error',
      comment: 'A folder of src/ that ROOMS does not name.',
      from: { path: '^src/', pathNot: anyOf(paths) },
      to: {},
    },
    {
      name: 'sandbox-is-independent',
      severity: 'error',
      comment: 'A second opinion is worth something only while it is independent.',
      from: { path: '^src/lib/sandbox/' },
      to: {
        path: '^src/',
        pathNot: '^src/lib/(?:sandbox|base|language/(?:names|events|patterns|can-match|trace))/',
      },
    },
    {
      name: 'sandbox-by-features-only',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/lib/(?:sandbox|features/(?:sandbox|demo))/' },
      to: { path: '^src/lib/sandbox/' },
    },
    {
      name: 'sandbox-by-its-index',
      severity: 'error',
      from: { path: '^src/lib/features/' },
      to: { path: '^src/lib/sandbox/', pathNot: '^src/lib/sandbox/index\\.ts$' },
    },
    {
      name: 'commands-stand-on-features',
      severity: 'error',
      comment:
        'Flags in, one call into a feature, one renderer out. Some only print what the language knows.',
      from: { path: '^src/(?:commands|hooks)/' },
      to: { path: '^src/lib/', pathNot: '^src/lib/(?:cli|features|base|language)/' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: 'node_modules' },
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.json'] },
  },
};
