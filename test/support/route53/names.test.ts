import { type Question, Resolver } from "../route53";
import type { Block } from "../synth";
import { type Blocks, check, latency, records, said, stack, textOf, ZONE } from "./fixtures";
import { seeing } from "./health";

/** Where names lead: over aliases and CNAMEs, in private and public zones. */

describe("aliases", () => {
  /** Latency aliases to weighted records of each region: the example of AWS's documentation. */
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

  const down = (...names: string[]): Question => ({ from: "us-east-1", observe: seeing("failing", ({ name }) => names.includes(name)) });
  const values = (resolver: Resolver, question: Question) =>
    resolver.answers("example.com", question).map(({ region, targets, share }) => `${region ?? ""} ${targets.map(textOf).join()} ${share}`);

  test("lead to the records that they name", () => {
    const both = ["us-east-1 192.0.2.0 0.5", "us-east-1 192.0.2.1 0.5"];
    expect(values(tree(true), down())).toEqual(both);
    expect(
      tree(true)
        .answers("example.com", down())[0]
        ?.records.map(({ setIdentifier }) => setIdentifier),
    ).toEqual(["top-us-east-1", "us-east-1-0"]);
  });

  test("one unhealthy record below leaves the other", () => {
    expect(values(tree(true), down("us-east-1-0"))).toEqual(["us-east-1 192.0.2.1 1"]);
  });

  test("with evaluation, a branch without a healthy record is left", () => {
    expect(values(tree(true), down("us-east-1-0", "us-east-1-1"))[0]).toMatch(/^ap-southeast-2/);
  });

  test("without evaluation, it answers all the same", () => {
    expect(values(tree(false), down("us-east-1-0", "us-east-1-1"))).toEqual(["us-east-1 192.0.2.0 0.5", "us-east-1 192.0.2.1 0.5"]);
  });

  test("a record without a check keeps its branch healthy", () => {
    expect(values(tree(true, {}, [1, 1], "us-east-1-1"), down("us-east-1-0"))).toEqual(["us-east-1 192.0.2.1 1"]);
  });

  test("a check of the alias itself has to be healthy too", () => {
    const checked = tree(true, { health_check_id: check("top") });
    expect(values(checked, down())[0]).toMatch(/^us-east-1/);
    expect(values(checked, down("top"))[0]).toMatch(/^ap-southeast-2/);
    expect(values(checked, down("us-east-1-0", "us-east-1-1"))[0]).toMatch(/^ap-southeast-2/);
  });

  test("all unhealthy: the first branch again", () => {
    const all = down("us-east-1-0", "us-east-1-1", "ap-southeast-2-0", "ap-southeast-2-1");
    expect(values(tree(true), all)[0]).toMatch(/^us-east-1/);
  });

  test("a branch of weight 0 is healthy as a last resort, where each record has a check", () => {
    expect(values(tree(true, {}, [1, 0]), down("us-east-1-0"))).toEqual(["us-east-1 192.0.2.1 1"]);
    expect(() => values(tree(true, {}, [1, 0], "us-east-1-1"), down("us-east-1-0"))).toThrow("AWS does not say");
  });

  const balanced = latency((region) => ({
    health_check_id: undefined,
    alias: { name: `\${aws_lb.${region}.dns_name}`, zone_id: `\${aws_lb.${region}.zone_id}`, evaluate_target_health: "true" },
  }));

  test("with evaluation, an unhealthy load balancer is left", () => {
    const question = { from: "us-east-1", isTargetHealthy: ({ name }: { readonly name: string }) => name !== "us-east-1" };
    expect(balanced.answer("origin.example.com", { from: "us-east-1" }).region).toBe("us-east-1");
    expect(balanced.answer("origin.example.com", question).region).not.toBe("us-east-1");
    expect(latency().answer("origin.example.com", question).region).toBe("us-east-1");
  });

  test("Route 53 cannot evaluate a distribution", () => {
    const alias = { name: "${aws_cloudfront_distribution.a.domain_name}", zone_id: "Z2FDTNDATAQYW2", evaluate_target_health: true };
    const cdn = records({ a: { name: "example.com", alias } }, { aws_cloudfront_distribution: { a: {} } });
    expect(() => cdn.answers("example.com", { from: "us-east-1" })).toThrow("edge/a: Route 53 cannot evaluate a distribution");
  });

  test.each([true, false])("that lead in a circle are an error, evaluation %p", (evaluate_target_health) => {
    const alias = (name: string) => ({ name, zone_id: "Z1", evaluate_target_health });
    const circle = records({
      a: { name: "a.example.com", alias: alias("b.example.com") },
      b: { name: "b.example.com", alias: alias("${aws_route53_record.a.name}") },
    });
    expect(() => circle.answers("a.example.com", { from: "us-east-1" })).toThrow("leads in a circle");
  });
});

describe("CNAMEs", () => {
  const cname = (name: string, value: string, more: Block = {}) => ({ name, type: "CNAME", records: [value], ...more });

  test("are followed within the platform, over stacks, to what makes the name", () => {
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

  test("multiply the shares of what they lead to, and answer a question of their own type", () => {
    const weighted = (id: string, weight: number) =>
      cname("reader", `${id}.example.org`, { set_identifier: id, weighted_routing_policy: { weight } });
    const resolver = records({ a: weighted("a", 3), b: weighted("b", 1), db: cname("db", "reader.example.com") });
    expect(said(resolver.answers("db.example.com", { from: "us-east-1" }))).toEqual({ a: 0.75, b: 0.25 });
    expect(said(resolver.answers("reader.example.com", { from: "us-east-1", type: "CNAME" }))).toEqual({ a: 0.75, b: 0.25 });
    expect(() => resolver.answer("db.example.com", { from: "us-east-1" })).toThrow("db.example.com has 2 answers");
  });

  test("to a name of the platform that is not there are an error, to others an answer", () => {
    const resolver = records({ a: cname("a", "gone.example.com"), b: cname("b", "elsewhere.example.org") });
    expect(() => resolver.answer("a.example.com", { from: "us-east-1" })).toThrow(
      "edge/a leads to gone.example.com, which is not known to a client in us-east-1",
    );
    expect(resolver.answer("b.example.com", { from: "us-east-1" }).targets).toEqual(["elsewhere.example.org"]);
  });

  test("in a circle are an error", () => {
    const circle = records({ a: cname("a", "b.example.com"), b: cname("b", "a.example.com") });
    expect(() => circle.answer("a.example.com", { from: "us-east-1" })).toThrow("a.example.com leads in a circle");
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
  const ask = (name: string, from: string, inside: boolean) => resolver.answers(name, { from, inside }).flatMap(({ targets }) => targets);

  test("a private zone is known in the VPCs of its regions alone", () => {
    expect(ask("db.prod.internal", "eu-west-1", true)).toEqual(["10.0.0.1"]);
    expect(ask("db.prod.internal", "us-east-1", true)).toEqual(["10.0.0.1"]);
    expect(ask("db.prod.internal", "us-east-1", false)).toEqual([]);
    expect(ask("db.prod.internal", "us-west-2", true)).toEqual([]);
  });

  test("where a private zone has a name, the public one is not asked", () => {
    expect(ask("www.example.com", "eu-west-1", true)).toEqual(["10.0.0.2"]);
    expect(ask("other.example.com", "eu-west-1", true)).toEqual([]);
    expect(ask("www.example.com", "us-east-1", true)).toEqual(["192.0.2.1"]);
    expect(ask("www.example.com", "eu-west-1", false)).toEqual(["192.0.2.1"]);
  });
});
