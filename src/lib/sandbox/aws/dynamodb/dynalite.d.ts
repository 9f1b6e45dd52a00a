/** dynalite 4.0.0 brings no types; these are of what the sandbox uses. */
declare module 'dynalite' {
  import type { Server } from 'node:http';

  interface DynaliteOptions {
    /** How long tables stay CREATING, DELETING, UPDATING, in ms; 500 by default. */
    readonly createTableMs?: number;
    readonly deleteTableMs?: number;
    readonly updateTableMs?: number;
    /** Folder of the LevelDB; in memory without one. */
    readonly path?: string;
  }

  /** A server that does not listen yet; closing it closes the LevelDB, too. */
  export default function dynalite(options?: DynaliteOptions): Server;
}
