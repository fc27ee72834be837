/** Splits a list into chunks of at most `size`, for APIs with a batch limit. */
export function chunks<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));
}

/** The suffix of a name that several chunks share. It is empty for the first chunk, so that a second chunk does not rename it. */
export function chunkSuffix(index: number): string {
  return index === 0 ? "" : `-${index + 1}`;
}
