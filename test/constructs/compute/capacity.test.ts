import { capacityStrategy } from "../../../constructs/compute/capacity";

test.each([
  [{ base: 2, onDemand: 1, spot: 0 }, [2, 1, 0]],
  [{ base: 1, onDemand: 1, spot: 3 }, [1, 1, 3]],
  [{ base: 0, onDemand: 0, spot: 1 }, [0, 0, 1]],
])("%j uses both providers, and only Fargate has a base", (capacity, [base, onDemand, spot]) => {
  expect(capacityStrategy("api", capacity)).toEqual([
    { capacityProvider: "FARGATE", base, weight: onDemand },
    { capacityProvider: "FARGATE_SPOT", base: 0, weight: spot },
  ]);
});

test("rejects a strategy that cannot place a task", () => {
  expect(() => capacityStrategy("api", { base: 1, onDemand: 0, spot: 0 })).toThrow(
    '"api" has capacity weights onDemand 0 and spot 0; ECS requires at least one above 0: set capacity.onDemand or capacity.spot',
  );
});
