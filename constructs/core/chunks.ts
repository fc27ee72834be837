/** A list as lists of so many each, the last one of what is left: for what AWS takes only so many of at once. */
export function chunks<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));
}

/** What a name that several chunks would share ends with: nothing for the first, so that one chunk more renames none. */
export function chunkSuffix(index: number): string {
  return index === 0 ? "" : `-${index + 1}`;
}
