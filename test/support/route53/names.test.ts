import { type Query, Resolver } from "../route53";
import type { Block } from "../synth";
import { type Blocks, check, latency, records, shares, stack, textOf, ZONE } from "./fixtures";
import { observing } from "./health";

/** Tests the resolution of names through aliases and CNAMEs, in private and public zones. */

describe("aliases", () => {
  /** Latency aliases to weighted records of each region, as in the example of AWS's documentation. */
  function tree(evaluate: boolean, more: Block = {}, weights: readonly [number, number] = [1, 1], unchecked = ""): Resolver {
    const region = (name: string): Blocks => ({
      [`top-${name}`]: {
        name: "example.com",
        set_identifier: `top-${name}`,
        latency_routing_policy: { region: name },
        alias: { name: `${name}-www.example.com`, zone_id: "${aws_route53_zone.zone.zone_id}", evaluate_target_health: evaluate },
        ...(name === "us-east-1" && more),
      },
      ...Object.fromEntries(
        weights.map((weight, index) => [
          `${name}-${index}`,
          {
            name: `${name}-www.example.com`,
            set_identifier: `${name}-${index}`,
            weighted_routing_policy: { weight },
            records: [`192.0.2.${index}`],
            ...(unchecked !== `${name}-${index}` && { health_check_id: check(`${name}-${index}`) }),
          },
        ]),
      ),
    });
    const checks = ["us-east-1-0", "us-east-1-1", "ap-southeast-2-0", "ap-southeast-2-1", "top"].map((name) => [name, { type: "TCP" }]);
    return records({ ...region("us-east-1"), ...region("ap-southeast-2") }, { aws_route53_health_check: Object.fromEntries(checks) });
  }

  const down = (...names: string[]): Query => ({ from: "us-east-1", observe: observing("failing", ({ name }) => names.includes(name)) });
  const values = (resolver: Resolver, query: Query) =>
    resolver.answers("example.com", query).map(({ region, targets, share }) => `${region ?? ""} ${targets.map(textOf).join()} ${share}`);

  test("resolve to the records that they target", () => {
    const both = ["us-east-1 192.0.2.0 0.5", "us-east-1 192.0.2.1 0.5"];
    expect(values(tree(true), down())).toEqual(both);
    expect(
      tree(true)
        .answers("example.com", down())[0]
        ?.records.map(({ setIdentifier }) => setIdentifier),
    ).toEqual(["top-us-east-1", "us-east-1-0"]);
  });

  test("skip an unhealthy record of the target", () => {
    expect(values(tree(true), down("us-east-1-0"))).toEqual(["us-east-1 192.0.2.1 1"]);
  });

  test("with health evaluation, skip a branch without a healthy record", () => {
    expect(values(tree(true), down("us-east-1-0", "us-east-1-1"))[0]).toMatch(/^ap-southeast-2/);
  });

  test("without health evaluation, return records of a branch without a healthy record", () => {
    expect(values(tree(false), down("us-east-1-0", "us-east-1-1"))).toEqual(["us-east-1 192.0.2.0 0.5", "us-east-1 192.0.2.1 0.5"]);
  });

  test("treat a branch as healthy if it has a record without a health check", () => {
    expect(values(tree(true, {}, [1, 1], "us-east-1-1"), down("us-east-1-0"))).toEqual(["us-east-1 192.0.2.1 1"]);
  });

  test("also require the alias's own health check to be healthy", () => {
    const checked = tree(true, { health_check_id: check("top") });
    expect(values(checked, down())[0]).toMatch(/^us-east-1/);
    expect(values(checked, down("top"))[0]).toMatch(/^ap-southeast-2/);
    expect(values(checked, down("us-east-1-0", "us-east-1-1"))[0]).toMatch(/^ap-southeast-2/);
  });

  test("return the nearest branch if all branches are unhealthy", () => {
    const all = down("us-east-1-0", "us-east-1-1", "ap-southeast-2-0", "ap-southeast-2-1");
    expect(values(tree(true), all)[0]).toMatch(/^us-east-1/);
  });

  test("treat a branch with a healthy record of weight 0 as healthy if every record has a health check", () => {
    expect(values(tree(true, {}, [1, 0]), down("us-east-1-0"))).toEqual(["us-east-1 192.0.2.1 1"]);
    expect(() => values(tree(true, {}, [1, 0], "us-east-1-1"), down("us-east-1-0"))).toThrow("AWS does not document");
  });

  const balanced = latency((region) => ({
    health_check_id: undefined,
    alias: { name: `\${aws_lb.${region}.dns_name}`, zone_id: `\${aws_lb.${region}.zone_id}`, evaluate_target_health: "true" },
  }));

  test("with health evaluation, skip an unhealthy load balancer", () => {
    const query = { from: "us-east-1", isTargetHealthy: ({ name }: { readonly name: string }) => name !== "us-east-1" };
    expect(balanced.answer("origin.example.com", { from: "us-east-1" }).region).toBe("us-east-1");
    expect(balanced.answer("origin.example.com", query).region).not.toBe("us-east-1");
    expect(latency().answer("origin.example.com", query).region).toBe("us-east-1");
  });

  test("cannot evaluate the health of a distribution", () => {
    const alias = { name: "${aws_cloudfront_distribution.a.domain_name}", zone_id: "Z2FDTNDATAQYW2", evaluate_target_health: true };
    const cdn = records({ a: { name: "example.com", alias } }, { aws_cloudfront_distribution: { a: {} } });
    expect(() => cdn.answers("example.com", { from: "us-east-1" })).toThrow("edge/a: Route 53 cannot evaluate a distribution");
  });

  test.each([true, false])("cause an error if they form a cycle, with health evaluation %p", (evaluate_target_health) => {
    const alias = (name: string) => ({ name, zone_id: "Z1", evaluate_target_health });
    const cycle = records({
      a: { name: "a.example.com", alias: alias("b.example.com") },
      b: { name: "b.example.com", alias: alias("${aws_route53_record.a.name}") },
    });
    expect(() => cycle.answers("a.example.com", { from: "us-east-1" })).toThrow("is part of a cycle");
  });
});

describe("CNAMEs", () => {
  const cname = (name: string, value: string, more: Block = {}) => ({ name, type: "CNAME", records: [value], ...more });

  test("are followed across stacks to the resource", () => {
    const output = { "cross-stack-output-address": { value: "${aws_db_instance.main.address}" } };
    const database = stack("data", { aws_db_instance: { main: {} } }, { output });
    const remote = { terraform_remote_state: { data: { config: { key: "data.tfstate" } } } };
    const names = {
      writer: cname("writer", "head.example.com.", { zone_id: "${aws_route53_zone.zone.zone_id}" }),
      head: cname("head", "${data.terraform_remote_state.data.outputs.cross-stack-output-address}", {
        zone_id: "${aws_route53_zone.zone.zone_id}",
      }),
    };
    const edge = stack("edge", { aws_route53_zone: ZONE, aws_route53_record: names }, { data: remote });
    const { targets, records: path } = new Resolver(new Map([database, edge])).answer("writer.example.com", { from: "us-east-1" });
    expect(targets).toMatchObject([{ node: { stack: "data", type: "aws_db_instance", name: "main" }, attribute: "address" }]);
    expect(path.map(({ name }) => name)).toEqual(["writer.example.com", "head.example.com"]);
  });

  test("multiply weights along the chain, and are returned for queries of type CNAME", () => {
    const weighted = (id: string, weight: number) =>
      cname("reader", `${id}.example.org`, { set_identifier: id, weighted_routing_policy: { weight } });
    const resolver = records({ a: weighted("a", 3), b: weighted("b", 1), db: cname("db", "reader.example.com") });
    expect(shares(resolver.answers("db.example.com", { from: "us-east-1" }))).toEqual({ a: 0.75, b: 0.25 });
    expect(shares(resolver.answers("reader.example.com", { from: "us-east-1", type: "CNAME" }))).toEqual({ a: 0.75, b: 0.25 });
    expect(() => resolver.answer("db.example.com", { from: "us-east-1" })).toThrow("db.example.com has 2 answers");
  });

  test("cause an error if they point to a missing name of the platform, but may point to external names", () => {
    const resolver = records({ a: cname("a", "gone.example.com"), b: cname("b", "elsewhere.example.org") });
    expect(() => resolver.answer("a.example.com", { from: "us-east-1" })).toThrow(
      "edge/a points to gone.example.com, which a client in us-east-1 cannot resolve",
    );
    expect(resolver.answer("b.example.com", { from: "us-east-1" }).targets).toEqual(["elsewhere.example.org"]);
  });

  test("cause an error if they form a cycle", () => {
    const cycle = records({ a: cname("a", "b.example.com"), b: cname("b", "a.example.com") });
    expect(() => cycle.answer("a.example.com", { from: "us-east-1" })).toThrow("a.example.com is part of a cycle");
  });
});

describe("zones", () => {
  const vpc = [{ vpc_id: "vpc-1", vpc_region: "us-east-1" }, { vpc_id: "vpc-2", vpc_region: "eu-west-1" }, { vpc_id: "vpc-3" }];
  const resolver = new Resolver(
    new Map([
      stack("network", {
        aws_route53_zone: {
          internal: { name: "prod.internal", vpc },
          inner: { name: "example.com", vpc: { vpc_id: "vpc-2", vpc_region: "eu-west-1" } },
        },
        aws_route53_record: {
          db: { zone_id: "${aws_route53_zone.internal.zone_id}", name: "db.prod.internal", type: "A", records: ["10.0.0.1"] },
          inner: { zone_id: "${aws_route53_zone.inner.id}", name: "www", type: "A", records: ["10.0.0.2"] },
          outer: { zone_id: "Z0123456789", name: "www.example.com", type: "A", records: ["192.0.2.1"] },
          other: { zone_id: "Z0123456789", name: "other.example.com", type: "A", records: ["192.0.2.2"] },
        },
      }),
    ]),
  );
  const resolve = (name: string, from: string, inside: boolean) =>
    resolver.answers(name, { from, inside }).flatMap(({ targets }) => targets);

  test("that are private resolve only in their VPCs", () => {
    expect(resolve("db.prod.internal", "eu-west-1", true)).toEqual(["10.0.0.1"]);
    expect(resolve("db.prod.internal", "us-east-1", true)).toEqual(["10.0.0.1"]);
    expect(resolve("db.prod.internal", "us-east-1", false)).toEqual([]);
    expect(resolve("db.prod.internal", "us-west-2", true)).toEqual([]);
  });

  test("that are private take precedence over public zones, without a fallback", () => {
    expect(resolve("www.example.com", "eu-west-1", true)).toEqual(["10.0.0.2"]);
    expect(resolve("other.example.com", "eu-west-1", true)).toEqual([]);
    expect(resolve("www.example.com", "us-east-1", true)).toEqual(["192.0.2.1"]);
    expect(resolve("www.example.com", "eu-west-1", false)).toEqual(["192.0.2.1"]);
  });
});
