// What action.yml runs. Plain Node.js, without dependencies: it runs before anything is installed.
import { runAction } from './run-action.mjs';
import { startGcx } from './run-gcx.mjs';

process.exitCode = await runAction(process.env, {
  write: (text) => process.stdout.write(text),
  start: startGcx,
});
