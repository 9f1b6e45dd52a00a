import { gcxCommand, plainCommands } from '../../base/hints/gcx-command.js';
import { textColumns } from '../../base/terminal/columns.js';
import { printable } from '../../base/terminal/printable.js';
import { wrapLabelled } from '../../base/terminal/wrap-text.js';
import { counted } from '../../base/words.js';
import type { ApplyProgress } from '../../engine/apply/index.js';
import type { Change } from '../../engine/change/model.js';
import { changeTitle } from './apply-text.js';

/** Where an apply stands, for who ends it at once: what is done, and what may be half done. */
export class ApplyStanding {
  private readonly running = new Map<string, Change>();
  private readonly finished = { done: 0, failed: 0 };
  private total: number | undefined;

  /** Takes in how it goes on. */
  follow(progress: ApplyProgress): void {
    const { change } = progress;
    if (progress.kind === 'started') {
      this.running.set(change.id, change);
      return;
    }
    this.running.delete(change.id);
    this.total = progress.total;
    if (progress.outcome.kind !== 'not-attempted') this.finished[progress.outcome.kind] += 1;
  }

  /** One paragraph, in lines for a terminal. */
  text(): string {
    const { done, failed } = this.finished;
    const parts = [
      `${this.total === undefined ? counted(done, 'change') : `${done} of ${counted(this.total, 'change')}`} done`,
      ...(failed === 0 ? [] : [`${failed} failed`]),
    ];
    const running = [...this.running.values()].map((change) => printable(changeTitle(change).slice(2)));
    const half =
      running.length === 0
        ? 'No change was in progress.'
        : `${counted(running.length, 'change')} in progress, which may be partly done: ${running.join('; ')}.`;
    const next = `What is left: ${plainCommands(gcxCommand('plan'))}`;
    return wrapLabelled('', `Ended at once: ${parts.join(', ')}. ${half} ${next}`, textColumns()).join('\n');
  }
}
