/** A file with a script and everything that it imports. */
export interface Bundle {
  readonly file: string;
  readonly code: Buffer;
}

export interface BundleOptions {
  /** The folder of the project; absolute. */
  readonly root: string;
  /** Relative to the root. */
  readonly entry: string;
  /** Packages that the bundle loads when it runs, in addition to esbuild. */
  readonly external?: readonly string[];
  /** @default .terrace/bundle */
  readonly folder?: string;
}

export function bundle(options: BundleOptions): Bundle;
export function bundleOrExit(options: BundleOptions): Bundle;
export function buildErrorLines(error: unknown): readonly string[] | undefined;
export function locationOf(options: BundleOptions, bundle: Bundle, error: unknown): string | undefined;
export function run(bundle: Bundle): unknown;
export function runWithoutExit(bundle: Bundle): unknown;
