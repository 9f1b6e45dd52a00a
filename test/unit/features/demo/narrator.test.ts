import { describe, expect, it } from 'vitest';
import { plainStyle } from '../../../../src/lib/base/terminal/style.js';
import { createNarrator } from '../../../../src/lib/features/demo/narrator.js';

function narrated(tell: (narrator: ReturnType<typeof createNarrator>) => void): string[] {
  const printed: string[] = [];
  tell(createNarrator((text) => printed.push(text.replace(/\n$/, '')), plainStyle));
  return printed.join('\n').split('\n');
}

describe('the narrator', () => {
  it('breaks a long command where a shell takes it', () => {
    const command =
      'gcx event sample conversation.acd.end --queue-id 5affb229-7631-4992-b0ce-583505c6af07 --set mediaType=VOICE --env production > call.json';
    const lines = narrated((narrator) => narrator.command(command));
    expect(lines.every((line) => line.length <= 80)).toBe(true);
    expect(lines.slice(0, -1).every((line) => line.endsWith(' \\'))).toBe(true);
    expect(lines.join('\n').replaceAll(/ \\\n +/g, ' ')).toBe(`$ ${command}`);
  });

  it('leaves a short one whole', () => {
    expect(narrated((narrator) => narrator.command('gcx plan --sandbox'))).toEqual(['$ gcx plan --sandbox']);
  });

  it('counts what did not happen as told', () => {
    const narrator = createNarrator(() => {}, plainStyle);
    narrator.check(true, 'this');
    narrator.check(false, 'that');
    expect(narrator).toMatchObject({ broken: ['that'], checked: 2 });
  });

  it('waits before each chapter but the first', async () => {
    const told: string[] = [];
    const narrator = createNarrator(
      (text) => told.push(text.trim()),
      plainStyle,
      async (title) => {
        told.push(`waits for ${title}`);
      },
    );
    for (const title of ['One', 'Two', 'Three']) await narrator.chapter(title);
    expect(told).toEqual(['== 1. One', 'waits for 2. Two', '== 2. Two', 'waits for 3. Three', '== 3. Three']);
  });

  it('keeps paragraphs of a chapter apart', () => {
    const lines = narrated((narrator) => {
      void narrator.chapter('One');
      narrator.say('First.');
      narrator.check(true, 'so it is');
      narrator.say('Second.');
      void narrator.chapter('Two');
      narrator.say('Third.');
    });
    expect(lines).toEqual([
      '',
      '== 1. One',
      'First.',
      'ok  so it is',
      '',
      'Second.',
      '',
      '== 2. Two',
      'Third.',
    ]);
  });
});
