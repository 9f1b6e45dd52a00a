import { existsSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { type Asker, endedByPerson } from '../../base/terminal/asker.js';
import type { Config } from '../../language/config/model.js';
import type { Sides } from '../access/index.js';
import { type Interviewer, interview } from '../questions/index.js';
import { type Access, askAccess } from './access-questions.js';
import { type AnsweredSoFar, allAnswered, type InitAnswers } from './answers.js';
import { collectAnswers, type InitGround } from './collect-answers.js';
import { commandWords } from './command-words.js';
import { configFileText } from './config-file-text.js';
import { answersInvalid, draftFindings } from './draft-problem.js';
import { editorSchema } from './editor-schema.js';
import { askPlace, failureOf, groundConfig, reach } from './ground.js';
import { checkFlags, flagsOf, type InitFlagValues, requireFlags } from './init-flags.js';
import { initSources } from './init-sources.js';
import { fileExists, writeNewFile } from './new-file.js';
import { type EndedQuestions, Progress } from './progress.js';
import { askReview, warningsText } from './review.js';
import { writeHandlers } from './write-handlers.js';

/** What making a first file is asked for. */
export interface InitRequest {
  readonly flags: InitFlagValues;
  /** The file to write, as the person named it. */
  readonly file: string;
  readonly overwrite: boolean;
  readonly env: NodeJS.ProcessEnv;
}

/** Who is asked, and told. */
export interface InitHost {
  /** Opened with `back`. Absent: nobody can be asked, and the flags say it all. */
  readonly asker?: Asker;
  /** Opens both sides; they are closed when the command ends. */
  readonly open: (config: Config, access: Access) => Promise<Sides>;
  readonly say: (text: string) => void;
  /** Told which organization and account it is about, in lines. */
  readonly connected: (ground: InitGround) => string;
}

/** What became of it. */
export type Init =
  | { readonly kind: 'declined' }
  | EndedQuestions
  | {
      readonly kind: 'written';
      readonly file: string;
      readonly answers: InitAnswers;
      readonly ground: InitGround;
      readonly access: Access;
      /** Files of handlers that were written, from the file's folder. */
      readonly handlers: readonly string[];
      /** The words of the command that writes the same file without a question. */
      readonly same: readonly string[];
      readonly schema: 'local' | 'none';
    };

/**
 * Asks what no flag says, shows the file and writes it.
 * @throws GcxError where something is missing and nobody can be asked, where the file is there, and what both sides throw
 */
export async function runInit(request: InitRequest, host: InitHost): Promise<Init> {
  const { asker } = host;
  const given = flagsOf(request.flags, request.env);
  checkFlags(given);
  const progress = new Progress();
  const flow = async (interviewer: Interviewer | undefined): Promise<Init> => {
    progress.begin(interviewer);
    const file = resolve(request.file);
    const overwrite =
      request.overwrite ||
      (existsSync(file) &&
        (await interviewer?.confirm(`${basename(file)} already exists. Overwrite it?`, false)) === true);
    if (existsSync(file) && !overwrite) throw fileExists(file);
    const start = existsSync(file) ? { overwrite } : {};
    progress.says(start);
    let at: AnsweredSoFar = start;
    const place = await askPlace(given, interviewer, (more) => {
      at = { ...start, ...more };
      progress.says(at);
    });
    const { ground, sides, access } = await connected(place, interviewer);
    progress.connected(access);
    interviewer?.tell(host.connected(ground));
    const answers = await collectAnswers(
      given,
      ground,
      initSources({ genesys: sides.genesys(), aws: sides.aws }),
      interviewer,
      (more) => progress.says({ ...at, ...more }),
    );
    const schema = editorSchema(dirname(file));
    const text = configFileText(answers, schema);
    const { errors, warnings } = draftFindings(answers);
    if (interviewer === undefined) {
      if (errors.length > 0) throw answersInvalid(errors);
      if (warnings.length > 0) host.say(warningsText(warnings));
    } else if ((await askReview(interviewer, { text, file: request.file, errors, warnings })) === 'decline') {
      return { kind: 'declined' };
    }
    const handlers = await writeHandlers(dirname(file), answers);
    await writeNewFile(file, text, overwrite);
    // The file is there now.
    const answered = { ...allAnswered(answers), overwrite: true };
    const same = commandWords({ answered, flags: given }, request.file);
    return {
      kind: 'written',
      file,
      answers,
      ground,
      access,
      handlers,
      same,
      schema: schema === undefined ? 'none' : 'local',
    };
  };

  const opened = new Map<
    string,
    { readonly sides: Promise<Sides>; readonly reached: ReturnType<typeof reach> }
  >();
  /** Connects, and asks for what that takes, until it is reached. What was opened with the same access is not opened again. */
  async function connected(place: Parameters<typeof reach>[1], interviewer: Interviewer | undefined) {
    let access: Access = { sandbox: request.flags.sandbox === true, env: {} };
    for (;;) {
      const key = JSON.stringify([place, access]);
      let found = opened.get(key);
      if (found === undefined) {
        const sides = host.open(groundConfig(given, place, request.file, access.profile), access);
        const reached = sides.then((each) =>
          reach(given, place, each, basename(dirname(resolve(request.file)))),
        );
        found = { sides, reached };
        opened.set(key, found);
      }
      const reached = await found.reached;
      if (reached.kind === 'reached') return { ground: reached.ground, sides: await found.sides, access };
      if (interviewer === undefined) throw failureOf(reached);
      access = await askAccess(interviewer, reached, access);
    }
  }

  if (asker === undefined) {
    requireFlags(given);
    return flow(undefined);
  }
  try {
    return await interview(asker, host.say, flow);
  } catch (error) {
    if (!endedByPerson(error)) throw error;
    return progress.ended(given, request.file);
  }
}
