import type { Feed, SourceStatus } from './model.js';

/** Whether it is known to put no event on the bus. */
export function isFeedStopped(feed: Feed): feed is Exclude<Feed, { kind: 'others' }> {
  switch (feed.kind) {
    case 'integration':
      return !['active', 'unknown'].includes(feed.state.kind);
    case 'gateway':
      return ['disabled', 'missing'].includes(feed.state);
    case 'others':
      return false;
  }
}

/** Whether a partner event source is known to let no event through. */
export function isSourceStopped({ state }: SourceStatus): boolean {
  return !['ACTIVE', 'unknown'].includes(state);
}
