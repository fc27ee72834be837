import { GroupOrder } from "../../../../constructs/observability/suppression/group-order";

test("groups follow each other in any order that is not circular", () => {
  const order = new GroupOrder();
  expect(order.follow("media", ["checkout"])).toBe(true);
  expect(order.follow("search", ["media"])).toBe(true);
  expect(order.follow("media", ["media"])).toBe(true);
  expect(order.follow("media", ["checkout", "accounts"])).toBe(true);
  expect(["accounts", "checkout", "media", "search"].map((group) => order.of(group))).toEqual([
    [],
    [],
    ["accounts", "checkout"],
    ["media"],
  ]);
});

test("a circular order is rejected as a whole, directly and through other groups", () => {
  const order = new GroupOrder();
  order.follow("media", ["checkout"]);
  order.follow("search", ["media"]);
  expect(order.follow("checkout", ["media"])).toBe(false);
  expect(order.follow("checkout", ["accounts", "search"])).toBe(false);
  expect(order.of("checkout")).toEqual([]);
});
