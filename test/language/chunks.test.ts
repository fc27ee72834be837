import fc from "fast-check";
import { chunkSuffix, chunks } from "../../language/chunks";

test("chunks contain all items in order; no chunk is empty, and only the last can be smaller", () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.integer({ min: 1, max: 10 }), (items, size) => {
      const made = chunks(items, size);
      expect(made.flat()).toEqual(items);
      expect(made.slice(0, -1).every(({ length }) => length === size)).toBe(true);
      for (const { length } of made) expect(length).toBeGreaterThan(0);
    }),
  );
});

test("the first chunk has no suffix, so that a second chunk does not rename it", () =>
  expect([0, 1, 2].map(chunkSuffix)).toEqual(["", "-2", "-3"]));
