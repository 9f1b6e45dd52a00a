import { Args, Flags } from '@oclif/core';
import { AddCommand } from '../../lib/cli/add-command.js';
import { addFlags } from '../../lib/cli/add-flags.js';

/** Adds an environment to the file. */
export default class AddEnvironment extends AddCommand {
  static override summary = 'Add an environment to the file, such as one for tests.';
  static override description =
    'An environment says what is different in it: organization, account, region, suffix. A file without environments gets two, the new one and one for what it describes so far; every command needs --env from then on. Comments and layout of the file stay. Shows the change first, checks the file with it, and asks.';
  static override examples = [
    '<%= config.bin %> add environment test --organization 2f6b0f5e-7c1d-4b0a-9a55-0f1c8e3d7a42 --account 444455556666 --suffix test',
  ];
  static override args = {
    name: Args.string({ description: 'A name for the environment.', ignoreStdin: true }),
  };
  static override flags = {
    ...addFlags,
    organization: Flags.string({ summary: 'Id of its Genesys Cloud organization.', helpValue: 'ID' }),
    'genesys-environment': Flags.string({
      summary: 'Domain or region of its Genesys Cloud.',
      helpValue: 'DOMAIN',
    }),
    suffix: Flags.string({ summary: 'Suffix of its event source.', helpValue: 'TEXT' }),
    account: Flags.string({ summary: 'Its AWS account: 12 digits.', helpValue: 'ID' }),
    region: Flags.string({ summary: 'Its AWS region.', helpValue: 'REGION' }),
    base: Flags.string({
      summary: 'In a file without environments: a name for what it describes so far.',
      helpValue: 'NAME',
      default: 'default',
    }),
  };

  override async run(): Promise<object> {
    const { args, flags } = await this.parse(AddEnvironment);
    const { addEnvironment, askNewEnvironment } = await import('../../lib/features/add/index.js');
    const { organization, 'genesys-environment': genesysEnvironment, suffix, account, region, base } = flags;
    let { name } = args;
    return this.addTo(
      flags,
      async (file) => {
        const asked = await this.asked('add environment', { NAME: name }, (asker) =>
          askNewEnvironment(asker, { file }, base),
        );
        const given = { name: name ?? '', organization, genesysEnvironment, suffix, account, region, base };
        const request = asked === undefined ? given : { ...asked, genesysEnvironment };
        name = request.name;
        return addEnvironment(file, request);
      },
      () => name,
    );
  }
}
