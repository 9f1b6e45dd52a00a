import { Command, Flags, type Interfaces } from '@oclif/core';
import type { ExitCode } from '../base/exit-codes.js';
import { continueRun, gcxCommand, type Run, UNBROKEN } from '../base/hints/gcx-command.js';
import type { Screen } from '../base/terminal/columns.js';
import { terminalText } from '../base/terminal/printable.js';
import { colorWanted, createStyle, type Style } from '../base/terminal/style.js';
import { jsonText } from '../base/unprintable.js';
import type { Connection } from '../features/access/connect.js';
import type { ConnectionFlagValues } from '../features/access/connection-choice.js';
import type { Sides } from '../features/access/index.js';
import { uncheckedTlsWarning } from '../features/access/unchecked-tls.js';
import type { ConfigOptions } from '../language/config/document/read-config.js';
import type { Config, LoadedConfig } from '../language/config/model.js';
import type { CommandHost } from './command-host.js';
import { showFailure, toFailure } from './failure.js';
import { interruptSignal } from './interruption.js';
import { withOutputFailures } from './output-failures.js';
import { type ParsedValues, runOfFile, runOfFlags } from './run-of.js';
import { withWrittenCommands } from './written-commands.js';

/**
 * What every command of gcx is built on: results on stdout, notices on stderr, errors as reports, exit codes that hold
 * with and without `--json`. A command's `run` returns the document that `--json` prints, with its `schemaVersion`.
 */
export abstract class GcxCommand extends Command {
  static override enableJsonFlag = true;

  static override baseFlags = {
    json: Flags.boolean({ summary: 'Print one JSON document instead of text.', helpGroup: 'GLOBAL' }),
    // What calls no service works the same in the sandbox: a line that ends in --sandbox never fails for it.
    sandbox: Flags.boolean({ hidden: true }),
  };

  /** True for a command whose `--json` is a stream of JSON lines: its last document and its error are one line each. */
  static jsonLines = false;

  private readonly opened: Pick<Sides, 'close'>[] = [];

  /** Also keeps how the command was called, for the commands that it will suggest. */
  protected override async parse<F extends ParsedValues, B extends ParsedValues, A extends ParsedValues>(
    options?: Interfaces.Input<F, B, A>,
    argv?: string[],
  ): Promise<Interfaces.ParserOutput<F, B, A>> {
    const parsed = await super.parse(options, argv);
    this.runsAs(runOfFlags(this.id ?? '', parsed));
    return parsed;
  }

  /** Says how this run goes on, where more is known of it than its flags said. */
  protected runsAs(run: Omit<Run, 'call'>): void {
    continueRun(run);
  }

  abstract override run(): Promise<object>;

  /** Warns, before anything is sent, where the services of a command that speaks to them could be others. */
  protected override async init(): Promise<void> {
    await super.init();
    const speaks = Object.hasOwn({ ...this.ctor.flags }, 'sandbox') && !this.argv.includes('--sandbox');
    const warning = speaks ? uncheckedTlsWarning(process.env) : undefined;
    if (warning !== undefined) this.notice(warning);
  }

  /** Prints a result for people to stdout, ending its last line; silent under `--json`. Long lines are broken for a terminal. */
  protected print(text: string): void {
    if (!this.jsonEnabled()) process.stdout.write(terminalText(ended(text), this.screen(process.stdout)));
  }

  /** Prints what programs and editors read (JSON, YAML, Markdown) to stdout: no line of it is ever broken. */
  protected printDocument(text: string): void {
    if (!this.jsonEnabled()) process.stdout.write(terminalText(ended(text)));
  }

  /**
   * Prints what a CI system reads, such as workflow commands, as it is; silent under `--json`.
   * @param text every value in it is escaped already
   */
  protected printCi(text: string): void {
    if (!this.jsonEnabled()) process.stdout.write(text.replaceAll(UNBROKEN, ' '));
  }

  /** Prints progress, a warning or a notice to stderr, ending its last line. */
  protected notice(text: string): void {
    process.stderr.write(terminalText(ended(text), this.screen(process.stderr)));
  }

  /** The terminal that {@link print} and {@link notice} break lines for. */
  protected screen(stream: Screen): Screen {
    return stream;
  }

  /** Sets the exit code of an outcome that is no error. */
  protected exitWith(code: ExitCode): void {
    process.exitCode = code;
  }

  /** The style for what {@link print} writes. */
  protected get style(): Style {
    return createStyle(colorWanted({ isTTY: process.stdout.isTTY === true, env: process.env }));
  }

  /** A signal that the first Ctrl-C, SIGTERM or SIGHUP aborts; without asking for it, they end the command at once. */
  protected interruptSignal(): AbortSignal {
    return interruptSignal();
  }

  /** What this command lends to the code that does its work. */
  protected host(flags: Partial<ConnectionFlagValues>): CommandHost {
    return {
      json: this.jsonEnabled(),
      print: (text) => this.print(text),
      notice: (text) => this.notice(text),
      exitWith: (code) => this.exitWith(code),
      interruptSignal: () => this.interruptSignal(),
      loadConfig: () => this.loadConfig(flags),
      style: this.style,
    };
  }

  /** Loads the file for the chosen environment; its notices and warnings go to stderr. Throws GcxError with all problems. */
  protected async loadConfig(
    flags: Partial<ConnectionFlagValues>,
    more: Pick<ConfigOptions, 'leftEnvironment'> = {},
  ): Promise<LoadedConfig> {
    const { loadConfig } = await import('../language/config/index.js');
    const loaded = await loadConfig({ ...more, ...configOptions(flags) });
    this.runsAs(runOfFile(loaded, flags.var ?? []));
    for (const text of loaded.notices) this.notice(text);
    if (loaded.warnings.length > 0) {
      const { diagnosticText } = await import('../base/terminal/diagnostic-text.js');
      const style = createStyle(colorWanted({ isTTY: process.stderr.isTTY === true, env: process.env }));
      for (const warning of loaded.warnings) this.notice(diagnosticText(warning, style));
    }
    return loaded;
  }

  /**
   * The file for a command that only asks the services; undefined where there is none. One with errors elsewhere will do, as
   * these commands are what helps to correct it: then its routes and targets are not the file's.
   */
  protected async loadPlace(flags: ConnectionFlagValues): Promise<Config | undefined> {
    const { optionalConfig } = await import('../features/access/index.js');
    try {
      return await optionalConfig(() => this.loadConfig(flags), flags);
    } catch (error) {
      const { ConfigInvalid, loadPlace } = await import('../language/config/index.js');
      const place = error instanceof ConfigInvalid ? await loadPlace(configOptions(flags)) : undefined;
      if (place === undefined) throw error;
      const { file } = place;
      this.notice(
        `${file} has errors; only its genesys and aws are used here. ${gcxCommand('validate')} shows them.`,
      );
      return place;
    }
  }

  /**
   * Genesys Cloud and AWS as the file names them, or the sandbox with `--sandbox`; closed when the command ends.
   * Throws GcxError with exit code 5 where the credentials belong to another organization or account.
   */
  protected async connect(loaded: LoadedConfig, flags: ConnectionFlagValues): Promise<Connection> {
    const { checkIdentity } = await import('../features/access/check-identity.js');
    const connection = await this.connectUnchecked(loaded.config, flags);
    await checkIdentity(loaded, connection);
    return connection;
  }

  /** {@link connect} without the check of who the credentials are: for commands that ask just that. */
  protected async connectUnchecked(config: Config, flags: ConnectionFlagValues): Promise<Connection> {
    const { connect } = await import('../features/access/connect.js');
    const connection = await connect(config, { sandbox: flags.sandbox === true, env: process.env });
    this.opened.push(connection);
    return connection;
  }

  /** Both sides, each opened with its first use, for a command that asks for what credentials lack; closed when it ends. */
  protected async openSides(
    config: Config,
    access: { readonly sandbox: boolean; readonly env: Readonly<Record<string, string>> },
  ): Promise<Sides> {
    const { openSides } = await import('../features/access/index.js');
    const env = { ...process.env, ...access.env };
    const sides = await openSides({ config, sandbox: access.sandbox, env, cwd: process.cwd() });
    this.opened.push(sides);
    return sides;
  }

  /** Closes what was opened so far, so that others can work with the sandbox while this command goes on. */
  protected async closeOpened(): Promise<void> {
    await Promise.all(this.opened.splice(0).map((each) => each.close()));
  }

  /** Says on stderr who is changing the file's pipe right now, where somebody is: what is read then can be old in a moment. */
  protected async noticeWhoHolds(config: Config, { aws }: Connection): Promise<void> {
    const { whoHolds } = await import('../features/lease/index.js');
    const holder = await whoHolds(config, aws);
    if (holder !== undefined) this.notice(holder);
  }

  /** Only the flag decides, no variable of another tool's name. */
  override jsonEnabled(): boolean {
    const end = this.argv.indexOf('--');
    const flags = end === -1 ? this.argv : this.argv.slice(0, end);
    return this.ctor.enableJsonFlag && flags.includes('--json');
  }

  protected override logJson(document: unknown): void {
    process.stdout.write(`${jsonText(withWrittenCommands(withOutputFailures(document)), this.jsonIndent)}\n`);
  }

  protected override async catch(error: unknown): Promise<void> {
    const known = { ...this.ctor.baseFlags, ...this.ctor.flags };
    const command = {
      id: (this.id ?? '').replaceAll(':', ' '),
      flags: [...Object.keys(known), 'json', 'help'],
      ...exampleOf(this.ctor.examples),
    };
    showFailure(toFailure(error, command), this.jsonEnabled(), this.jsonIndent);
  }

  private get jsonIndent(): number {
    const { jsonLines } = this.ctor as typeof GcxCommand;
    return jsonLines ? 0 : 2;
  }

  protected override async finally(): Promise<void> {
    await this.closeOpened();
  }
}

/** The first example of a command, as a line without `gcx`; nothing where it is more than one call. */
function exampleOf([first]: readonly Command.Example[]): { readonly example?: string } {
  const line = typeof first === 'string' ? first : first?.command;
  const example = line === undefined ? undefined : /^<%= config\.bin %> ([^|]+)$/.exec(line)?.[1];
  return example === undefined ? {} : { example };
}

function ended(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}

/** What the flags and the shell's variables say about the file. */
function configOptions(flags: Partial<ConnectionFlagValues>): ConfigOptions {
  const { GENESYSCLOUD_REGION: _ofTheRealOne, ...sandboxEnv } = process.env;
  return {
    cwd: process.cwd(),
    env: flags.sandbox === true ? sandboxEnv : process.env,
    ...(flags.config === undefined ? {} : { configFile: flags.config }),
    ...(flags.env === undefined ? {} : { environment: flags.env }),
    ...(flags.var === undefined ? {} : { variables: flags.var }),
  };
}
