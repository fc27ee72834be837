/**
 * Values that AWS defines, for example the region names. The schema accepts any string and a rule rejects unknown values, so that the error can
 * suggest the nearest value. The generated types list the values, so that an editor can complete them.
 */
export interface Vocabulary {
  /** The name of the generated type, for example `RegionName`. */
  readonly type: string;
  /** The description that an editor shows. */
  readonly meaning: string;
  readonly values: readonly (string | number)[];
}
