/** The digest of the released image, by repository. `terrace release` writes it to `environments/images.json`. */
export type Digests = Readonly<Partial<Record<string, string>>>;

/**
 * An image reference: the released digest, or a tag before the first release. A digest always refers to the same image, so Git determines the
 * image that runs.
 */
export function imageOf(repository: string, tag: string, released: Digests = {}): string {
  const digest = released[repository];
  return digest === undefined ? `${repository}:${tag}` : `${repository}@${digest}`;
}
