/** A module that went into a bundle. */
export interface BundledModule {
  /** Path relative to the config file's folder, `genesys-gcx/…` for gcx's own, or `node_modules/PACKAGE/…`. */
  readonly path: string;
  /** Bytes that it takes in the bundle. */
  readonly bytes: number;
  /** SHA-256 (hex, 16 characters) of its source: what a later plan tells changed files by. */
  readonly digest: string;
}

/** A processor as it is deployed: the same files give the same bytes. */
export interface ProcessorBundle {
  /** The target's name. */
  readonly processor: string;
  readonly zip: Uint8Array;
  /** Base64 SHA-256 of the zip, as Lambda shows it. */
  readonly codeSha256: string;
  /** `FILE.EXPORT`, as Lambda takes it. */
  readonly handler: string;
  readonly modules: readonly BundledModule[];
}
