import { spawn } from 'node:child_process';

/** What opens a file, by platform: it gets the file alone, no shell reads it. */
const OPENERS: Partial<Readonly<Record<NodeJS.Platform, string>>> = { darwin: 'open', win32: 'explorer.exe' };

/** Opens a file in what the person's machine opens it with; where it has nothing, that is said. */
export async function openInBrowser(path: string, notice: (text: string) => void): Promise<void> {
  const opener = OPENERS[process.platform] ?? 'xdg-open';
  const child = spawn(opener, [path], { detached: true, stdio: 'ignore' });
  await new Promise<void>((resolve) => {
    child.once('error', () => {
      notice(`${opener} could not be started: open the file yourself.`);
      resolve();
    });
    child.once('spawn', () => {
      child.unref();
      resolve();
    });
  });
}
