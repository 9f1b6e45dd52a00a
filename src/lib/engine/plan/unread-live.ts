import { type Live, READINGS } from '../kinds/index.js';

/** What stands for what could not be read: nothing is there. Who plans from it must not say that a thing is missing. */
export const UNREAD_LIVE: Live = Object.assign({}, ...READINGS.map(({ unread }) => unread.live)) as Live;
