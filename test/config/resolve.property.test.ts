import fc from "fast-check";
import { formatErrors } from "../../config/errors";
import type { Platform } from "../../config/model";
import { type Resolution, resolve } from "../../config/resolve";
import { environments } from "../../environments";
import { full } from "../fixtures/environments/full";
import { manyRegions } from "../fixtures/environments/many-regions";
import { base } from "./base-environment";
import { mutate, mutations, shuffleKeys, strangeValues } from "./mutations";

const valid = [base, full, manyRegions, environments.dev];

/** Whatever comes in: a platform that is whole and frozen, or errors that each name a field and say what to do. */
function check(resolution: Resolution): void {
  if (resolution.ok) {
    expectWhole(resolution.platform);
    expectFrozen(resolution);
    return;
  }
  if (resolution.errors.length === 0) throw new Error("neither a platform nor an error");
  for (const error of resolution.errors) {
    const texts = [error.path, error.problem, error.allowed, error.mend];
    if (texts.some((text) => text.trim() === "" || /undefined|NaN|\[object/.test(text.replace(error.path, "")))) {
      throw new Error(`an error that does not say what it should: ${JSON.stringify(error)}`);
    }
  }
  const blocks = formatErrors("test", resolution.errors).split("\n\n").length;
  if (blocks !== resolution.errors.length + 1) throw new Error("an error is not one block");
}

function expectWhole({ regions, primaryRegion, services, workers, databases, queues }: Platform): void {
  const priorities = services.flatMap((service) => (service.kind === "http" ? [service.routes.priority] : []));
  const names = [...services, ...workers].map(({ name }) => name);
  const whole =
    regions[0]?.name === primaryRegion &&
    regions.every(({ zones }) => zones.length >= 2) &&
    new Set(priorities).size === priorities.length &&
    new Set(names).size === names.length &&
    priorities.every((priority) => priority >= 1 && priority <= 49_999) &&
    services.every(({ scale }) => scale.min <= scale.max) &&
    workers.every(({ consumes, scale }) => queues.some(({ name }) => name === consumes) && scale.backlogPerTask >= 1) &&
    databases.every(({ port }) => port === 5_432 || port === 3_306);
  if (!whole) throw new Error("a platform that is not whole");
}

function expectFrozen(value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  if (!Object.isFrozen(value)) throw new Error(`not frozen: ${JSON.stringify(value)}`);
  Object.values(value).forEach(expectFrozen);
}

test("2,000 mutated environments: never a crash, a whole platform or errors that name a field", () => {
  const outcomes = { ok: 0, refused: 0 };
  fc.assert(
    fc.property(fc.constantFrom(...valid), mutations, (environment, changes) => {
      const resolution = resolve(mutate(environment, changes));
      outcomes[resolution.ok ? "ok" : "refused"] += 1;
      check(resolution);
    }),
    { numRuns: 2_000 },
  );
  // Mutations that only ever break, or never do, would prove little.
  expect(outcomes.ok).toBeGreaterThan(20);
  expect(outcomes.refused).toBeGreaterThan(500);
});

test("500 arbitrary values: never a crash, always an error that names a field", () => {
  fc.assert(
    fc.property(strangeValues, (value) => {
      const resolution = resolve(value);
      check(resolution);
      if (resolution.ok) throw new Error("an arbitrary value became a platform");
    }),
    { numRuns: 500 },
  );
});

test("resolving twice gives the same, and changes nothing of the input", () => {
  fc.assert(
    fc.property(fc.constantFrom(...valid), mutations, (environment, changes) => {
      const data = mutate(environment, changes);
      const before = structuredClone(data);
      expect(resolve(data)).toEqual(resolve(data));
      expect(data).toEqual(before);
    }),
    { numRuns: 200 },
  );
});

test("the order of keys changes neither the platform nor the errors", () => {
  fc.assert(
    fc.property(fc.constantFrom(...valid), mutations, fc.nat(), (environment, changes, seed) => {
      const data = mutate(environment, changes);
      expect(JSON.stringify(resolve(shuffleKeys(data, seed)))).toBe(JSON.stringify(resolve(data)));
    }),
    { numRuns: 200 },
  );
});

test("an environment resolves in less than a millisecond of CPU, typically", () => {
  for (let warmUp = 0; warmUp < 50; warmUp++) resolve(full);
  const times = Array.from({ length: 51 }, () => {
    const before = process.cpuUsage();
    for (let run = 0; run < 5; run++) resolve(environments.dev);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 5_000;
  }).sort((one, other) => one - other);
  // A generous bound: it is to notice a change of order, not a busy machine.
  expect(times[25]).toBeLessThan(5);
});
