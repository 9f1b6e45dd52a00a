/** Says what this run draws from, before all else: a failure can be repeated. */
export default function saySeed(): void {
  process.stdout.write(`The seed of this run: TRUST_SEED=${process.env['TRUST_SEED']}\n`);
}
