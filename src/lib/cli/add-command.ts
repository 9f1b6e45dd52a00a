import { ExitCode } from '../base/exit-codes.js';
import { GcxError } from '../base/gcx-error.js';
import type { CommandName } from '../base/hints/commands.js';
import { gcxCommand } from '../base/hints/gcx-command.js';
import { once } from '../base/once.js';
import { canAsk, createAsker } from '../base/terminal/asker.js';
import { narrowed, type Screen } from '../base/terminal/columns.js';
import type { Aws } from '../clients/aws/model.js';
import type {
  EditableFile,
  GivenQueue,
  Proposal,
  QuestionGround,
  QueueItems,
} from '../features/add/index.js';
import type { Interviewer } from '../features/questions/index.js';
import type { AddDocument } from './add.js';
import type { AddFlagValues } from './add-flags.js';
import { FileCommand } from './file-command.js';

/** What a person should know before the first question. */
const INTRODUCTION =
  'Press Enter to accept a suggestion, Esc to go back one question, or Ctrl-C to cancel without writing anything.\n';

/** The flags of a `gcx add` that may look at Genesys Cloud. */
type Flags = AddFlagValues & { readonly division?: string | undefined; readonly offline?: boolean };

/** What the commands of `gcx add` are built on. */
export abstract class AddCommand extends FileCommand {
  /** The environment that was asked for. */
  private askedEnvironment: string | undefined;

  protected override screen(stream: Screen): Screen {
    return narrowed(stream);
  }

  /**
   * Reads the file, and adds what is proposed for it.
   * @param environment that the next command is about
   */
  protected async addTo(
    flags: AddFlagValues,
    propose: (file: EditableFile) => Proposal | Promise<Proposal>,
    environment?: () => string | undefined,
  ): Promise<AddDocument> {
    const [{ readEditable }, { add }] = await Promise.all([
      import('../features/add/index.js'),
      import('./add.js'),
    ]);
    const { GENESYSCLOUD_REGION: _ofTheRealOne, ...sandboxEnv } = process.env;
    const file = await readEditable({
      cwd: process.cwd(),
      env: flags.sandbox ? sandboxEnv : process.env,
      ...(flags.config === undefined ? {} : { configFile: flags.config }),
      ...(flags.env === undefined ? {} : { environment: flags.env }),
      ...(flags.var === undefined ? {} : { variables: flags.var }),
    });
    for (const text of file.found.notices) this.notice(text);
    const proposal = await propose(file);
    return add(file, proposal, flags, this.host(flags), environment?.() ?? this.askedEnvironment);
  }

  /**
   * Asks what the command line left out.
   * @param answers by the flag, an argument by its name: what there is of those that it takes
   * @throws GcxError with exit code 64 where nobody can be asked, with all that is missing
   */
  protected async asked<T>(
    command: CommandName,
    answers: Readonly<Record<string, string | undefined>>,
    ask: (asker: Interviewer) => Promise<T>,
  ): Promise<T | undefined> {
    const missing = Object.keys(answers).filter((name) => answers[name] === undefined);
    if (missing.length === 0) return undefined;
    if (!canAsk() || this.jsonEnabled())
      throw new GcxError(
        {
          code: 'answers-missing',
          what: `There is no terminal to ask on, and ${missing.length === 1 ? 'this is' : 'these are'} missing: ${missing.join(', ')}.`,
          fix: `${gcxCommand(command, '--help')} explains each.`,
        },
        ExitCode.usage,
      );
    const { interview } = await import('../features/questions/index.js');
    this.notice(INTRODUCTION);
    return interview(await createAsker(undefined, { back: true }), (text) => this.notice(text), ask);
  }

  /** What questions about a file may look at: what is there in Genesys Cloud and on AWS, where it can be asked. */
  protected async ground(asker: Interviewer, file: EditableFile, given: Flags): Promise<QuestionGround> {
    const offline = given.offline === true;
    const env = given.env ?? process.env['GENESYS_GCX_ENV'] ?? (await this.environmentFor(asker, file));
    const flags = env === undefined ? given : { ...given, env };
    const host = await this.fileHost(await this.loadConfig(flags), { ...flags, offline });
    if (!host.canAsk) return { file };
    const aws = await host.aws().catch((): Aws | undefined => undefined);
    const queues = once(async () => (await host.genesys()).queues.all());
    return { file, queues, ...(aws === undefined ? {} : { aws }) };
  }

  /** Where the names of queues and targets are looked up; undefined in a file without environments. */
  private async environmentFor(asker: Interviewer, file: EditableFile): Promise<string | undefined> {
    const { environmentsOf } = await import('../features/add/index.js');
    const choices = environmentsOf(file).map((value) => ({ value, name: value }));
    if (choices.length === 0) return undefined;
    const question = 'In which environment do you want to look up queues and targets?';
    this.askedEnvironment = await asker.choose(question, choices);
    return this.askedEnvironment;
  }

  /** Queues as the file names them, looked up in Genesys Cloud where that is not to be left out. */
  protected async queueItems(given: readonly GivenQueue[], flags: Flags): Promise<QueueItems> {
    if (given.length === 0) return { items: [], notes: [] };
    const { queueItems } = await import('../features/add/index.js');
    if (flags.offline === true) return queueItems(given, flags.division, undefined);
    const host = await this.fileHost(await this.loadConfig(flags), { ...flags, offline: false });
    return queueItems(given, flags.division, await host.genesys());
  }
}
