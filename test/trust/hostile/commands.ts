import { CONVERSATION } from './world.js';

/** What one command is run as. */
export interface Course {
  /** Its id in the manifest. */
  readonly id: string;
  readonly line: string;
}

/**
 * Every command of gcx on a hostile world, in an order in which each finds something to say. A command that is not here
 * fails the suite: add it where what it shows is there. SPOIL has people and strangers at work; TERMINAL is run on one.
 */
export const COURSES: readonly Course[] = courses`
  help: help plan
  validate: validate
  validate: validate --config evil.yml
  validate: validate --config broken.yml
  graph: graph
  permissions: permissions
  permissions: permissions --config evil.yml
  graph: graph --config evil.yml
  graph: graph --format mermaid
  schema: schema
  version: version
  whoami: whoami --sandbox
  sandbox start: sandbox start
  sandbox status: sandbox status
  queue list: queue list --sandbox
  queue list: queue list --search Sales --sandbox
  queue list: queue list --division EVIL_DIVISION --sandbox
  queue lookup: queue lookup Plain --sandbox
  queue lookup: queue lookup EVIL_QUEUE --sandbox
  queue lookup: queue lookup Sale --sandbox
  queue list: queue list --unrouted --sandbox
  queue routes: queue routes EVIL_QUEUE --sandbox
  queue routes: queue routes * --all --sandbox
  event-type list: event-type list --search EVIL_QUEUE
  event-type list: event-type list --live --sandbox
  event-type show: event-type show acd.end
  event-type show: event-type show EVIL_QUEUE
  event sample: event sample acd.end --set mediaType=EVIL_QUEUE
  event sample: event sample EVIL_QUEUE
  event validate: event validate event.json
  event validate: event validate broken.json
  pattern test: pattern test --pattern pattern.json --event event.json
  pattern test: pattern test --pattern pattern.json --event event.json --explain
  pattern test: pattern test --pattern broken.json --event event.json
  plan: plan --sandbox
  plan: plan --config evil.yml --sandbox
  plan: plan --config by-hand.yml --sandbox
  plan: plan --config by-hand.yml --adopt --sandbox
  export: export --config by-hand.yml --sandbox
  export: export --bus shared --create --out exported.yml --overwrite --sandbox
  validate: validate --config exported.yml
  plan: plan --config exported.yml --sandbox
  rule list: rule list --config exported.yml --live --sandbox
  rule show: rule show hand-made --config exported.yml --live --sandbox
  rule explain: rule explain hand-made --config exported.yml --live --sandbox
  rule test: rule test --event event.json --all --config exported.yml --live --sandbox
  graph: graph --config exported.yml
  status: status --config by-hand.yml --sandbox
  doctor: doctor --config by-hand.yml --sandbox
  adopt: adopt --config by-hand.yml --sandbox
  adopt: adopt --rule hand-made --topic theirs --config by-hand.yml --auto-approve --sandbox
  drift: drift --config by-hand.yml --sandbox
  plan: plan --out plan.json --sandbox
  apply: apply plan.json --auto-approve
  apply: apply --auto-approve --sandbox
  SPOIL: -
  plan: plan --sandbox
  status: status --sandbox
  drift: drift --sandbox
  doctor: doctor --sandbox
  why: why ${CONVERSATION} --sandbox
  why: why --last --sandbox
  why: why EVIL_QUEUE --sandbox
  why: why ${CONVERSATION} --target EVIL_QUEUE --sandbox
  rule list: rule list --sandbox
  rule list: rule list --live --sandbox
  rule show: rule show ended --sandbox
  rule explain: rule explain ended --sandbox
  rule explain: rule explain --pattern pattern.json --sandbox
  rule test: rule test --event event.json --all --sandbox
  rule test: rule test --sample acd.end --queue EVIL_QUEUE --sandbox
  rule test: rule test --conversation ${CONVERSATION} --sandbox
  rule test: rule test --last --queue EVIL_QUEUE --show-personal-data --sandbox
  TERMINAL: queue list --sandbox
  TERMINAL: plan --sandbox
  TERMINAL: apply --sandbox
  TERMINAL: rule explain ended --sandbox
  TERMINAL: status --sandbox
  TERMINAL: doctor --sandbox
  TERMINAL: redrive inbox --show-personal-data --sandbox
  TERMINAL: whoami --sandbox
  processor init: processor init new --route ended --config by-hand.yml
  processor build: processor build crm
  processor invoke: processor invoke crm --event event.json --sandbox
  processor invoke: processor invoke crm --conversation ${CONVERSATION} --show-personal-data --sandbox
  sandbox emit: sandbox emit acd.end --queue EVIL_QUEUE
  sandbox emit: sandbox emit --event event.json
  sandbox emit: sandbox emit acd.end --queue Plain --set participantName=EVIL_QUEUE
  sandbox pass-time: sandbox pass-time 1m
  sandbox journal: sandbox journal
  processor dev: processor dev crm --for 1s --sandbox
  processor logs: processor logs crm --all --show-personal-data --sandbox
  redrive: redrive --sandbox
  redrive: redrive inbox --dry-run --show-personal-data --sandbox
  redrive: redrive crm --dry-run --sandbox
  status: status --since 1h --sandbox
  status: status --html page.html --sandbox
  why: why ${CONVERSATION} --show-personal-data --sandbox
  redrive: redrive inbox --auto-approve --rate 100/s --sandbox
  replay: replay --from 1h --dry-run --sandbox
  replay: replay --from 1h --route ended --auto-approve --sandbox
  replay: replay --cancel EVIL_QUEUE --sandbox
  tail: tail --for 1s --save events --sandbox
  tail: tail EVIL_QUEUE --for 1s --show-personal-data --sandbox
  tail: tail --sweep --sandbox
  unlock: unlock --sandbox
  unlock: unlock --owner EVIL_QUEUE --sandbox
  init: init --config new.yml --overwrite --sandbox --project shop --genesys-environment eu-west-1 --region eu-west-1 --event acd.end --queue EVIL_QUEUE --target sqs:crm
  init: init --config new.yml --overwrite --sandbox --project shop --genesys-environment eu-west-1 --region eu-west-1 --event acd.end --queue EVIL_ID --target sqs:crm
  validate: validate --config new.yml
  add queue: add queue EVIL_QUEUE Sale --route conversation-acd-end --config new.yml --sandbox
  add queue: add queue * --glob --route conversation-acd-end --auto-approve --config new.yml --sandbox
  add route: add route evil --event acd.end --queue EVIL_QUEUE --target crm --auto-approve --config new.yml --sandbox
  add route: add route evil --event EVIL_QUEUE --target crm --config new.yml
  add target: add target sqs:EVIL_QUEUE --auto-approve --config new.yml
  add event: add event EVIL_QUEUE --route conversation-acd-end --config new.yml
  add environment: add environment EVIL_QUEUE --suffix x --config new.yml
  release: release --sandbox
  destroy: destroy --sandbox
  destroy: destroy --auto-approve --force --sandbox
  sandbox reset: sandbox reset
  sandbox stop: sandbox stop
`;

/** Commands that change nothing for those after them: a sample runs half of their courses. */
export const LOOKING: ReadonlySet<string> = new Set([
  'doctor',
  'drift',
  'event sample',
  'event validate',
  'event-type list',
  'event-type show',
  'graph',
  'pattern test',
  'permissions',
  'queue list',
  'queue lookup',
  'queue routes',
  'rule explain',
  'rule list',
  'rule show',
  'rule test',
  'schema',
  'status',
  'validate',
  'version',
  'whoami',
  'why',
]);

/** Commands that are not run here, and why not. */
export const NOT_RUN: Readonly<Record<string, string>> = {
  demo: 'it works in a world of its own, which nobody else names',
  autocomplete: 'of a plugin; it asks no service',
  'autocomplete create': 'of a plugin; it asks no service',
  'autocomplete script': 'of a plugin; it asks no service',
};

function courses(strings: TemplateStringsArray, ...values: readonly string[]): readonly Course[] {
  return String.raw({ raw: strings }, ...values)
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [id = '', ...rest] = line.trim().split(': ');
      return { id, line: rest.join(': ') };
    });
}
