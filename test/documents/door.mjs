// `gcx` and `aws` in the shell of a document's block: hands the command to the test that runs the block, which carries it out
// in a process that is warm, and prints what it printed.
import { connect } from 'node:net';
import { buffer } from 'node:stream/consumers';

const [program, ...args] = process.argv.slice(2);
const given = process.stdin.isTTY ? '' : (await buffer(process.stdin)).toString('utf8');
const socket = connect(process.env.GCX_DOOR);
socket.end(JSON.stringify({ program, args, cwd: process.cwd(), env: process.env, input: given }));
const { code, stdout, stderr } = JSON.parse((await buffer(socket)).toString('utf8'));
process.stdout.write(stdout);
process.stderr.write(stderr);
process.exitCode = code ?? 1;
