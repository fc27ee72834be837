import type { Environment } from "../../config/schema";
import { prod } from "../fixtures/environments/photofeed";
import { publicNames } from "../fixtures/environments/public-names";
import { synthesizeMissing, synthesizePlatform } from "../support/platform";
import { Graph, type Node } from "../support/reach/graph";
import { type Answer, type Query, Resolver, type Target } from "../support/route53";
import { type Observation, type Observe, followsAlarmIn, observing } from "../support/route53/health";
import type { Block, StackJson } from "../support/synth";

/**
 * Simulates region outages, evacuations and outages of one service, and resolves every public DNS name from everywhere: Route 53 must return a load
 * balancer in a healthy region. Names of the CDN are resolved through the distribution to its origins.
 */
const ENVIRONMENTS: readonly Environment[] = [publicNames, prod];

/** Endpoint of a request for a name, by kind of endpoint. */
interface Ends {
  readonly services: readonly string[];
  readonly site: readonly string[];
}

/** A synthesized platform whose names can be resolved. */
class World {
  private readonly resolver: Resolver;
  private readonly graph: Graph;

  public constructor(stacks: ReadonlyMap<string, StackJson>) {
    this.resolver = new Resolver(stacks);
    this.graph = new Graph(stacks);
  }

  public names(domainName: string): readonly string[] {
    return this.resolver.names().filter((name) => name === domainName || name.endsWith(`.${domainName}`));
  }

  public answer(name: string, query: Query): Answer {
    return this.resolver.answer(name, query);
  }

  /** The regions that can serve a request for a name. */
  public ends(name: string, query: Query): Ends {
    const { node } = only(this.answer(name, query).targets);
    if (node.type === "aws_lb") return { services: [node.region], site: [] };
    if (node.type !== "aws_cloudfront_distribution") throw new Error(`${name} leads to a ${node.type}`);
    const origins = (node.block.origin as readonly Block[]).map((origin) => this.origin(node, origin, query));
    return { services: origins.flatMap(({ services }) => services), site: origins.flatMap(({ site }) => site) };
  }

  private origin({ stack }: Node, { domain_name }: Block, query: Query): Ends {
    const [bucket] = this.graph.references(stack, domain_name);
    return bucket ? { services: [], site: [bucket.node.region] } : this.ends(String(domain_name), query);
  }
}

function only(targets: readonly Target[]): Exclude<Target, string> {
  const [target, ...others] = targets;
  if (target === undefined || typeof target === "string" || others.length > 0) throw new Error(`not one thing of AWS: ${targets.length}`);
  return target;
}

/** Health check state in which regions report no data, or only failures. */
function lost(regions: readonly string[], observation: Observation): Observe {
  return observing(observation, (check) => regions.some((region) => followsAlarmIn(region)(check)));
}

/** All non-empty subsets. */
function subsets<T>(things: readonly T[]): readonly (readonly T[])[] {
  return things.reduce<readonly (readonly T[])[]>((sets, thing) => [...sets, [thing], ...sets.map((set) => [...set, thing])], []);
}

/** Clients in regions that the platform does not run in. */
const ELSEWHERE = ["sa-east-1", "af-south-1", "ap-northeast-1"] as const;

synthesizeMissing(
  ENVIRONMENTS.flatMap((environment) =>
    [[], ...Object.keys(environment.regions).map((region) => [region])].map((evacuated) => ({ ...environment, evacuated })),
  ),
);

describe.each(ENVIRONMENTS.map((environment) => [environment.name, environment] as const))("%s", (_, environment) => {
  const { domainName, services = {} } = environment;
  const regions = Object.keys(environment.regions);
  const clients = [...regions, ...ELSEWHERE];
  const network = Object.keys(services).filter((name) => "listener" in (services[name] ?? {}));
  const hosts = Object.values(services).flatMap((service) => ("hosts" in service ? (service.hosts ?? []) : []));
  const regional = ["origin", ...network].map((label) => `${label}.${domainName}`);
  const names = [domainName, `www.${domainName}`, ...hosts, ...regional].sort();
  const world = new World(synthesizePlatform({ ...environment, evacuated: [] }));
  const partial = subsets(regions).filter(({ length }) => length < regions.length);

  /** The endpoint of each name for each client, one line each. */
  const everywhere = (asked: World, observe?: Observe) =>
    clients.flatMap((from) => names.map((name) => ({ from, name, ...asked.ends(name, { from, ...(observe && { observe }) }) })));

  test("has these names, each with services behind it", () => {
    expect(world.names(domainName)).toEqual(names);
    for (const { services: ends } of everywhere(world)) expect(ends).toHaveLength(1);
    expect(new Set(world.ends(domainName, { from: ELSEWHERE[0] }).site).size).toBe(2);
  });

  test("routes clients to their own region while every region is healthy", () => {
    for (const { from, services: ends } of everywhere(world).filter((line) => regions.includes(line.from))) expect(ends).toEqual([from]);
  });

  test("routes each regional name to the load balancer of the region that Route 53 chose", () => {
    for (const from of regions)
      for (const name of regional) {
        const answer = world.answer(name, { from });
        expect([answer.region, answer.setIdentifier, only(answer.targets).node.region]).toEqual([from, from, from]);
      }
  });

  describe.each(["no data", "failing"] as const)("with %s from", (observation) => {
    test.each(partial.map((set) => [set.join(" and "), set] as const))("%s, every name resolves to a healthy region", (_name, set) => {
      for (const { services: ends, site } of everywhere(world, lost(set, observation))) {
        for (const end of ends) expect(set).not.toContain(end);
        if (site.length > 0) expect(site.some((region) => !set.includes(region))).toBe(true);
      }
    });

    test("all regions, every name resolves as if every region were healthy", () => {
      expect(everywhere(world, lost(regions, observation))).toEqual(everywhere(world));
    });
  });

  describe.each(regions)("with %s evacuated", (evacuated) => {
    const after = new World(synthesizePlatform({ ...environment, evacuated: [evacuated] }));
    const others = regions.filter((region) => region !== evacuated);

    test("no name resolves to it", () => {
      for (const { services: ends } of everywhere(after)) for (const end of ends) expect(others).toContain(end);
    });

    test("no name resolves to it if it has an outage too", () => {
      for (const observation of ["no data", "failing"] as const)
        for (const { services: ends } of everywhere(after, lost([evacuated], observation)))
          for (const end of ends) expect(others).toContain(end);
    });

    test("every name still resolves if all other regions have an outage, as if every region were healthy", () => {
      expect(everywhere(after, lost(others, "no data"))).toEqual(everywhere(world));
    });

    test("every name resolves to the remaining regions if another region has an outage", () => {
      for (const other of others) {
        const left = others.filter((region) => region !== other);
        const reached = everywhere(after, lost([other], "no data")).flatMap(({ services: ends }) => ends);
        for (const end of reached) expect(left).toContain(end);
      }
    });
  });

  describe.each(regions)("in %s", (region) => {
    test.each(regional)("a failure behind %s removes only that name from the region", (failing) => {
      const { records } = world.answer(failing, { from: region });
      const ids = new Set(records.flatMap(({ healthCheck }) => (healthCheck?.block.child_healthchecks ?? []) as readonly string[]));
      const observe = observing("failing", (check) => ids.has(`\${aws_route53_health_check.${check.name}.id}`));
      for (const name of regional) {
        const { region: found } = world.answer(name, { from: region, observe });
        if (name === failing) expect(found).not.toBe(region);
        else expect(found).toBe(region);
      }
    });
  });
});
