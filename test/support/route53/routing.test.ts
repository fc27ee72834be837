import { Resolver } from "../route53";
import { alarm, check, failing, latency, records, REGIONS, shares } from "./fixtures";

/** Tests the choice among the records of a name against Route 53's documentation. */

describe("simple records", () => {
  const simple = records(
    { www: { name: "www.example.com", records: ["192.0.2.1", "192.0.2.2"], health_check_id: check("a") } },
    { aws_route53_health_check: { a: alarm("us-east-1") } },
  );

  test("return all their values", () => {
    expect(simple.answer("www.example.com", { from: "us-east-1" })).toMatchObject({ targets: ["192.0.2.1", "192.0.2.2"], share: 1 });
  });

  test("are returned even if they are unhealthy", () => {
    expect(simple.answer("www.example.com", failing("us-east-1")).targets).toEqual(["192.0.2.1", "192.0.2.2"]);
  });

  test("do not resolve for another name or another type", () => {
    expect(simple.answers("ww.example.com", { from: "us-east-1" })).toEqual([]);
    expect(simple.answers("www.example.com", { from: "us-east-1", type: "AAAA" })).toEqual([]);
    expect(() => simple.answer("ww.example.com", { from: "us-east-1" })).toThrow("ww.example.com has no answers");
  });

  test("resolve regardless of case and of a final dot", () => {
    expect(simple.answers("WWW.Example.com.", { from: "us-east-1" })).toHaveLength(1);
  });

  test.each([
    ["www", "www.example.com"],
    ["", "example.com"],
    ["www.example.com.", "www.example.com"],
  ])("with the name %p resolve as %s", (name, known) => {
    expect(records({ a: { name, records: ["192.0.2.1"] } }).names()).toEqual([known]);
  });

  test("can take their names from a zone or another record", () => {
    const named = records({
      apex: { name: "${aws_route53_zone.zone.name}", records: ["192.0.2.1"] },
      www: { name: "www.${aws_route53_record.apex.fqdn}", records: ["192.0.2.1"] },
    });
    expect(named.names()).toEqual(["example.com", "www.example.com"]);
  });

  test("are ignored if AWS generates their names", () => {
    const proof = "${aws_acm_certificate.a.domain_validation_options[0].resource_record_name}";
    expect(records({ a: { name: proof, records: ["b"] } }, { aws_acm_certificate: { a: {} } }).names()).toEqual([]);
  });
});

describe("latency records", () => {
  test.each(REGIONS)("return its own region to a client in %s", (from) => {
    expect(latency().answer("origin.example.com", { from })).toMatchObject({
      region: from,
      setIdentifier: from,
      share: 1,
      targets: [{ node: { type: "aws_lb", name: from }, attribute: "dns_name" }],
    });
  });

  test("return the nearest region to a client elsewhere", () => {
    expect(latency().answer("origin.example.com", { from: "eu-central-1" }).region).toBe("eu-west-1");
  });

  test("return a healthy region to clients of an unhealthy region, and do not affect other clients", () => {
    const from = (region: string) => latency().answer("origin.example.com", { ...failing("us-east-1"), from: region }).region;
    expect(["eu-west-1", "ap-southeast-2"]).toContain(from("us-east-1"));
    expect(from("eu-west-1")).toBe("eu-west-1");
  });

  test("return the third region if two are unhealthy", () => {
    expect(latency().answer("origin.example.com", failing("us-east-1", "eu-west-1")).region).toBe("ap-southeast-2");
  });

  test("count as healthy if all are unhealthy", () => {
    expect(latency().answer("origin.example.com", failing(...REGIONS)).region).toBe("us-east-1");
  });

  test("are always healthy without a health check", () => {
    const unchecked = latency((region) => (region === "us-east-1" ? { health_check_id: undefined } : {}));
    expect(unchecked.answer("origin.example.com", failing("us-east-1")).region).toBe("us-east-1");
    expect(unchecked.answer("origin.example.com", { ...failing("eu-west-1", "ap-southeast-2"), from: "eu-west-1" }).region).toBe(
      "us-east-1",
    );
  });

  test("accept a policy in a list of one", () => {
    const listed = latency((region) => ({ latency_routing_policy: [{ region }] }));
    expect(listed.answer("origin.example.com", { from: "eu-west-1" }).region).toBe("eu-west-1");
  });
});

describe("weighted records", () => {
  /** Records with these weights. Every record has a health check unless it is listed as unchecked. */
  function weighted(weights: Readonly<Record<string, number>>, unchecked: readonly string[] = []): Resolver {
    const names = Object.keys(weights);
    return records(
      Object.fromEntries(
        names.map((name) => [
          name,
          {
            name: "reader.example.com",
            set_identifier: name,
            weighted_routing_policy: { weight: weights[name] },
            records: ["192.0.2.1"],
            ...(!unchecked.includes(name) && { health_check_id: check(name) }),
          },
        ]),
      ),
      { aws_route53_health_check: Object.fromEntries(names.map((name) => [name, alarm(name)])) },
    );
  }

  const of = (resolver: Resolver, ...down: string[]) => shares(resolver.answers("reader.example.com", failing(...down)));

  test("are returned in proportion to their weights", () => {
    expect(of(weighted({ a: 3, b: 1 }))).toEqual({ a: 0.75, b: 0.25 });
  });

  test("take over the share of an unhealthy record", () => {
    expect(of(weighted({ a: 2, b: 1, c: 1 }), "a")).toEqual({ b: 0.5, c: 0.5 });
  });

  test("with weight 0 are not returned while another record is healthy", () => {
    expect(of(weighted({ a: 1, b: 1, writer: 0 }), "a")).toEqual({ b: 1 });
    expect(of(weighted({ a: 1, writer: 0 }), "writer")).toEqual({ a: 1 });
  });

  test("with weight 0 are returned if all other records are unhealthy", () => {
    expect(of(weighted({ a: 1, b: 1, writer: 0 }), "a", "b")).toEqual({ writer: 1 });
    expect(of(weighted({ a: 1, x: 0, y: 0 }), "a")).toEqual({ x: 0.5, y: 0.5 });
    expect(of(weighted({ a: 1, x: 0, y: 0 }), "a", "x")).toEqual({ y: 1 });
  });

  test("count as healthy if all are unhealthy, so a record of weight 0 is not returned", () => {
    expect(of(weighted({ a: 1, writer: 0 }), "a", "writer")).toEqual({ a: 1 });
  });

  test("are returned equally if all have weight 0", () => {
    expect(of(weighted({ x: 0, y: 0 }))).toEqual({ x: 0.5, y: 0.5 });
    expect(of(weighted({ x: 0, y: 0 }, ["x", "y"]))).toEqual({ x: 0.5, y: 0.5 });
    expect(of(weighted({ x: 0, y: 0 }), "y")).toEqual({ x: 1 });
    expect(of(weighted({ x: 0, y: 0 }), "x", "y")).toEqual({ x: 0.5, y: 0.5 });
  });

  test("with weight 0 are returned if there is no other record", () => {
    expect(of(weighted({ writer: 0 }, ["writer"]))).toEqual({ writer: 1 });
  });

  test("without a health check are always healthy", () => {
    expect(of(weighted({ a: 1, b: 1 }, ["b"]), "a")).toEqual({ b: 1 });
    expect(of(weighted({ a: 1, b: 0 }, ["b"]))).toEqual({ a: 1 });
  });

  test("cause an error for an undocumented case: only weight 0 is left, and one record has no health check", () => {
    expect(() => of(weighted({ a: 1, writer: 0 }, ["writer"]), "a")).toThrow(
      "reader.example.com: AWS does not document when records of weight 0 are returned if some records have no health check: writer",
    );
  });
});

describe("failover records", () => {
  function failover(secondaryChecked = true): Resolver {
    const record = (role: string, checked: boolean) => ({
      name: "db.example.com",
      set_identifier: role,
      failover_routing_policy: { type: role },
      records: ["192.0.2.1"],
      ...(checked && { health_check_id: check(role) }),
    });
    return records(
      { one: record("SECONDARY", secondaryChecked), two: record("PRIMARY", true) },
      { aws_route53_health_check: { PRIMARY: alarm("us-east-1"), SECONDARY: alarm("eu-west-1") } },
    );
  }

  test.each([
    ["return the primary if both are healthy", [], "PRIMARY"],
    ["return the primary if the secondary is unhealthy", ["eu-west-1"], "PRIMARY"],
    ["return the secondary if the primary is unhealthy", ["us-east-1"], "SECONDARY"],
    ["return the primary if both are unhealthy", ["us-east-1", "eu-west-1"], "PRIMARY"],
  ])("%s", (_, down, expected) => {
    expect(failover().answer("db.example.com", failing(...down)).setIdentifier).toBe(expected);
  });

  test("return a secondary without a health check whenever the primary is unhealthy", () => {
    expect(failover(false).answer("db.example.com", failing("us-east-1", "eu-west-1")).setIdentifier).toBe("SECONDARY");
  });
});
