import { CACHE_NODES, cacheNode, canBeGlobal, memoryWithin } from "../../aws/cache-nodes";
import { FARGATE_CPUS, fargateMemory, isFargateSize, nearestFargateSize } from "../../aws/fargate-sizes";
import {
  INSTANCE_CLASSES,
  applicationConnections,
  findInstanceClass,
  hasPerformanceInsights,
  maxConnections,
} from "../../aws/instance-classes";
import { UNSUPPORTED_IN_REGION, familyOf, regionsWithout } from "../../aws/region-availability";
import { REGION_NAMES, findRegion, regionFacts } from "../../aws/regions";
import type { Size } from "../../language/units";

describe("regions", () => {
  const all = REGION_NAMES.map(regionFacts);

  test("numbers are unique and valid in an IP address, so default ranges never overlap", () => {
    expect(new Set(all.map(({ number }) => number)).size).toBe(all.length);
    expect(all.every(({ number }) => Number.isInteger(number) && number > 0 && number < 256)).toBe(true);
  });

  test("numbers never change, because default VPC ranges depend on them", () => {
    expect(Object.fromEntries(all.map(({ name, number }) => [name, number]))).toMatchObject({
      "us-east-1": 10,
      "us-west-2": 13,
      "ca-central-1": 20,
      "sa-east-1": 28,
      "eu-west-1": 30,
      "eu-central-1": 33,
      "il-central-1": 45,
      "me-south-1": 50,
      "af-south-1": 55,
      "ap-south-1": 60,
      "ap-southeast-2": 63,
      "ap-northeast-1": 70,
      "ap-east-2": 74,
    });
  });

  test("every region has zones with one prefix and a different region as its neighbor", () => {
    for (const { name, zones, neighbor } of all) {
      expect(new Set(zones).size).toBe(zones.length);
      expect(zones.length).toBeGreaterThanOrEqual(name === "us-west-1" ? 2 : 3);
      expect(new Set(zones.map((zone) => zone.replace(/\d$/, ""))).size).toBe(1);
      expect(findRegion(neighbor)).toBeDefined();
      expect(neighbor).not.toBe(name);
    }
  });

  test("exclude a region that the provider does not support", () => {
    expect(findRegion("ap-southeast-6")).toBeUndefined();
  });

  test("exclude zones without Fargate", () => {
    expect(regionFacts("us-west-1").zones).toEqual(["usw1-az1", "usw1-az3"]);
    expect(regionFacts("ap-northeast-1").zones).toEqual(["apne1-az1", "apne1-az2", "apne1-az4"]);
    expect(regionFacts("ca-central-1").zones).toEqual(["cac1-az1", "cac1-az2", "cac1-az4"]);
  });

  test.each([
    ["us-east-1", { account: "127311923021" }],
    ["eu-west-3", { account: "009996457667" }],
    ["ap-southeast-3", { account: "589379963580" }],
    ["eu-central-2", { service: "logdelivery.elasticloadbalancing.amazonaws.com" }],
    ["mx-central-1", { service: "logdelivery.elasticloadbalancing.amazonaws.com" }],
  ])("the principal for load balancer logs in %s is %j", (name, principal) => {
    expect(regionFacts(name).loadBalancerLogs).toEqual(principal);
  });

  test("regionFacts() throws for an unknown region", () => {
    expect(findRegion("toString")).toBeUndefined();
    expect(() => regionFacts("us-east-9")).toThrow(RangeError);
  });
});

describe("region availability", () => {
  test("lists known regions, without duplicates, and never all regions", () => {
    for (const regions of UNSUPPORTED_IN_REGION.values()) {
      expect(regions.filter((region) => !findRegion(region))).toEqual([]);
      expect(new Set(regions).size).toBe(regions.length);
      expect(regions.length).toBeLessThan(REGION_NAMES.length);
    }
  });

  test("lists only known families, plus Global Datastore and Managed Grafana", () => {
    const known = new Set([...INSTANCE_CLASSES, ...CACHE_NODES.map(({ name }) => name)].map(familyOf));
    expect([...UNSUPPORTED_IN_REGION.keys()].filter((what) => !known.has(what))).toEqual(["Global Datastore", "Managed Grafana"]);
  });

  test.each([
    ["db.t4g", ["ca-west-1"]],
    ["db.r6g", []],
    ["db.x2g", ["eu-west-3", "ca-west-1", "me-south-1"]],
    ["cache.t4g", ["me-south-1"]],
    ["Managed Grafana", ["eu-west-3", "ca-west-1", "me-south-1"]],
    ["unknown", []],
  ])("%s is unavailable in %j", (what, without) => {
    expect(regionsWithout(what, ["us-east-1", "eu-west-3", "ca-west-1", "me-south-1"])).toEqual(without);
  });
});

describe("Fargate sizes", () => {
  test.each<[number, Size, boolean]>([
    [256, "512 MB", true],
    [256, "1 GB", true],
    [256, "2 GB", true],
    [256, "1536 MB", false],
    [256, "3 GB", false],
    [512, "512 MB", false],
    [512, "1 GB", true],
    [512, "4 GB", true],
    [512, "5 GB", false],
    [1024, "1 GB", false],
    [1024, "8 GB", true],
    [2048, "3 GB", false],
    [2048, "16 GB", true],
    [4096, "7 GB", false],
    [4096, "30 GB", true],
    [4096, "31 GB", false],
    [8192, "16 GB", true],
    [8192, "18 GB", false],
    [8192, "60 GB", true],
    [16384, "32 GB", true],
    [16384, "36 GB", false],
    [16384, "120 GB", true],
    [300, "1 GB", false],
  ])("%i CPU units with %s are supported: %s", (cpu, memory, valid) => {
    expect(isFargateSize(cpu, memory)).toBe(valid);
  });

  test("match AWS's table: 3, 4, 7, 13, 23, 12 and 12 memory sizes, by CPU", () => {
    const gigabytes = Array.from({ length: 121 }, (_, index) => index);
    const count = (cpu: number) =>
      gigabytes.filter((value) => isFargateSize(cpu, `${value} GB`)).length + (isFargateSize(cpu, "512 MB") ? 1 : 0);
    expect(FARGATE_CPUS.map(count)).toEqual([3, 4, 7, 13, 23, 12, 12]);
  });

  test.each<[number, Size, number, Size]>([
    [256, "3 GB", 512, "3 GB"],
    [300, "512 MB", 512, "1 GB"],
    [1024, "9 GB", 2048, "9 GB"],
    [8192, "61 GB", 16384, "64 GB"],
    [16384, "120 GB", 16384, "120 GB"],
  ])("the nearest size to %i CPU units with %s is %i with %s", (cpu, memory, nearCpu, nearMemory) => {
    expect(nearestFargateSize(cpu, memory)).toEqual({ cpu: nearCpu, memory: nearMemory });
  });

  test("fargateMemory() describes the memory sizes of a CPU", () => {
    expect(fargateMemory(256)).toBe("512 MB, 1 GB or 2 GB");
    expect(fargateMemory(8192)).toBe("16 to 60 GB in steps of 4 GB");
    expect(fargateMemory(300)).toBeUndefined();
  });
});

describe("instance classes", () => {
  const connections = (engine: "postgres" | "mysql", name: string) => {
    const instanceClass = findInstanceClass(name);
    return instanceClass && maxConnections(engine, instanceClass);
  };

  // Observed with `show max_connections`. The estimate must not be higher, and not much lower.
  test.each([
    ["db.t4g.micro", 81],
    ["db.t4g.small", 198],
    ["db.t4g.medium", 413],
    ["db.m5.large", 856],
  ])("maxConnections() of %s is at most the observed %i with PostgreSQL", (name, observed) => {
    expect(connections("postgres", name)).toBeLessThanOrEqual(observed);
    expect(connections("postgres", name)).toBeGreaterThan(observed * 0.95);
  });

  test("maxConnections() has AWS's maximum for PostgreSQL", () => {
    expect(connections("postgres", "db.r6g.4xlarge")).toBe(5_000);
    expect(connections("mysql", "db.r6g.4xlarge")).toBeGreaterThan(5_000);
  });

  test("five connections are reserved", () => {
    expect(applicationConnections({ engine: "postgres", parameters: {} }, "db.t4g.micro")).toBe(76);
  });

  test.each([
    ["db.t3.micro", 2, 1],
    ["db.m7g.4xlarge", 16, 64],
    ["db.r8g.48xlarge", 192, 1536],
    ["db.x2g.large", 2, 32],
  ])("%s has %i vCPUs and %i GB", (name, vcpus, memory) => {
    expect(findInstanceClass(name)).toMatchObject({ vcpus, memory });
  });

  test("have unique names", () => expect(new Set(INSTANCE_CLASSES).size).toBe(INSTANCE_CLASSES.length));

  test.each([
    ["mysql", "db.t4g.micro", false],
    ["mysql", "db.t3.small", false],
    ["mysql", "db.t4g.medium", true],
    ["mysql", "db.m7g.large", true],
    ["postgres", "db.t4g.micro", true],
  ] as const)("Performance Insights for %s on %s: %s", (engine, name, has) => {
    expect(hasPerformanceInsights(engine, name)).toBe(has);
  });
});

describe("cache nodes", () => {
  test.each<[Size, string | undefined]>([
    ["512 MB", "cache.t4g.micro"],
    ["513 MB", "cache.t4g.small"],
    ["1 GB", "cache.t4g.small"],
    ["3 GB", "cache.t4g.medium"],
    ["6 GB", "cache.m7g.large"],
    ["13 GB", "cache.r7g.large"],
    ["14 GB", "cache.r7g.xlarge"],
    ["419 GB", "cache.r7g.16xlarge"],
    ["420 GB", undefined],
  ])("the smallest node with %s is %s", (memory, name) => expect(cacheNode(memory)?.name).toBe(name));

  test("memoryWithin() selects the same node; nodes of size large and above support Global Datastore", () => {
    expect(CACHE_NODES.filter((node) => cacheNode(memoryWithin(node)) !== node)).toEqual([]);
    expect(CACHE_NODES.filter((node) => !canBeGlobal(node)).map(({ name }) => name)).toEqual([
      "cache.t4g.micro",
      "cache.t4g.small",
      "cache.t4g.medium",
    ]);
  });

  test("are in ascending order of memory", () => {
    const sizes = CACHE_NODES.map(({ maxMemory }) => maxMemory);
    expect(sizes).toEqual([...sizes].sort((one, other) => one - other));
  });
});
