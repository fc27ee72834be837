/** Which image each repository's workloads run, by digest. `npm run release` writes it. */
export type Digests = Readonly<Partial<Record<string, string>>>;

/**
 * A reference to an image: by the digest that a release wrote, or by a tag as long as nothing was released. A digest is the image itself:
 * nobody can put another one behind it, so what runs is what is in Git.
 */
export function imageOf(repository: string, tag: string, released: Digests): string {
  const digest = released[repository];
  return digest === undefined ? `${repository}:${tag}` : `${repository}@${digest}`;
}
