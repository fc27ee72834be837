/**
 * The values of a field that AWS decides, for example the regions. The schema accepts every string and a rule rejects an unknown one, so that
 * the error can suggest the nearest value. The generated types list the values, so that an editor completes them.
 */
export interface Vocabulary {
  /** The name of the generated type, for example `RegionName`. */
  readonly type: string;
  /** A sentence for the editor. */
  readonly meaning: string;
  readonly values: readonly (string | number)[];
}
