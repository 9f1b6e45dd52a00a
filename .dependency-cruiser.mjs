// What may import what, types included: the one place where the order of wings and rooms stands. `npm run walls` holds it;
// the build prints it into ARCHITECTURE.md.

/**
 * The rooms of src/, each above those before it: a room imports from those, from itself, and from no other. A file is in
 * the room of the longest path that fits.
 */
export const ROOMS = [
  ['lib/base/', 'errors, exit codes, JSON, limits, hints, network, files'],
  ['lib/base/terminal/', 'what a terminal shows and asks'],
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
  ['lib/language/config/repair/', 'small edits that make a file right: what was mistyped'],
  ['lib/language/config/schema/', 'which keys and values there are'],
  ['lib/language/config/check/', 'what must fit together'],
  ['lib/language/config/', 'a file, loaded'],
  ['lib/language/queues/', 'Genesys queues: what selectors choose, in words'],
  ['lib/clients/genesys/', 'Genesys Cloud'],
  ['lib/clients/aws/', 'AWS'],
  ['lib/processor/runtime/', 'the Lambda at the end of the pipe'],
  ['lib/processor/build/', 'what makes its zip'],
  ['lib/engine/change/', 'changes and steps, as values'],
  ['lib/engine/targets/', 'a file a kind of target'],
  ['lib/engine/compile/', 'routes to rules'],
  ['lib/engine/kinds/', 'a folder a kind of resource'],
  ['lib/engine/plan/', 'the planner, saved plans'],
  ['lib/engine/apply/', 'carrying a plan out'],
  ['lib/sandbox/', 'apart: the built-in Genesys Cloud and AWS'],
  ['lib/features/sandbox/', 'the one way into it'],
  ['lib/features/access/', 'both sides, opened for a file'],
  ['lib/features/lease/', 'one at a time: who may change a pipe'],
  ['lib/features/conversation/', 'events rebuilt from analytics'],
  ['lib/features/queues/', 'Genesys queues: finding, recalling, remembering'],
  ['lib/features/input/', 'events and files that are given'],
  ['lib/features/pattern-test/', ''],
  ['lib/features/rules/', ''],
  ['lib/features/trace/', ''],
  ['lib/features/plans/', 'plans of a file, fresh or saved'],
  ['lib/features/graph/', 'the pipe of a file, drawn'],
  ['lib/features/doctor/', 'what stops events between Genesys Cloud and each target'],
  ['lib/features/queue-routes/', 'which routes take which queues'],
  ['lib/features/existing/', 'pipes that gcx did not make'],
  ['lib/features/processors/', ''],
  ['lib/features/redrive/', ''],
  ['lib/features/replay/', ''],
  ['lib/features/why/model/', 'what became of an event, as values'],
  ['lib/features/why/evidence/', 'what is looked at: the pipe, its log, its numbers, dead letters'],
  ['lib/features/why/verdict/', 'what that says of each event at each target'],
  ['lib/features/why/', 'what became of one conversation, and why'],
  ['lib/features/tail/', ''],
  ['lib/features/status/', 'the pipe as it is, with its numbers'],
  ['lib/features/permissions/', 'what a file needs to be allowed on both sides'],
  ['lib/features/checklist/', 'how far one is on the way to a first plan'],
  ['lib/features/questions/', 'what a person is asked, a piece of the file at a time'],
  ['lib/features/init/', ''],
  ['lib/features/add/', 'routes, targets, queues, event types and environments added to a file'],
  ['lib/cli/', 'oclif bases, flags, renderers'],
  ['lib/features/demo/', 'tells what commands print, and so stands on them'],
  ['commands/', 'a file a command'],
  ['hooks/', ''],
  ['cli.ts', ''],
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
