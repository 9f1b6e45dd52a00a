/** One at a time: the lease of a pipe, which keeps two that change it apart. */
export { type Hold, holdLease, type LeaseRequest } from './hold-lease.js';
export { holderText } from './lease-errors.js';
export type { Holder } from './lease-value.js';
export { type Locked, lockedBy, ownerOf, requireOwner, unlock } from './unlock.js';
export { whoHolds } from './who-holds.js';
