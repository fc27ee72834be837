import type { Stack } from "../synthesis/synthesized";
import type { Timeline } from "./timeline";

/** A shorter duration is work, which a faster machine does faster. A longer one is a wait that the provider imposes on any machine. */
export const SHORTEST_WAIT_SECONDS = 5;

export interface Link {
  readonly name: string;
  readonly seconds: number;
}

export interface Chain {
  readonly seconds: number;
  readonly links: readonly Link[];
}

export interface Node extends Link {
  readonly dependsOn: readonly string[];
}

const NOTHING: Chain = { seconds: 0, links: [] };

function longer(a: Chain, b: Chain): Chain {
  return b.seconds > a.seconds ? b : a;
}

/** The longest sum of seconds along a path of a graph. A cycle, which Terraform would reject, is cut where it closes. */
export function longestChain(nodes: readonly Node[]): Chain {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const known = new Map<string, Chain>();
  const chainTo = (name: string): Chain => {
    const found = known.get(name);
    const node = byName.get(name);
    if (found ?? !node) return found ?? NOTHING;
    known.set(name, NOTHING);
    const before = node.dependsOn.map(chainTo).reduce(longer, NOTHING);
    const links = node.seconds > 0 ? [...before.links, { name, seconds: node.seconds }] : before.links;
    const chain = { seconds: before.seconds + node.seconds, links };
    known.set(name, chain);
    return chain;
  };
  return nodes.map((node) => chainTo(node.name)).reduce(longer, NOTHING);
}

/** The longest chain of waits within one stack. */
export function chainOfStack(stack: Stack, timeline: Timeline): Chain {
  const seconds = timeline.get(stack.name)?.seconds;
  return longestChain(
    stack.resources.map(({ address, dependsOn }) => {
      const took = seconds?.get(address) ?? 0;
      return { name: address, seconds: took >= SHORTEST_WAIT_SECONDS ? took : 0, dependsOn };
    }),
  );
}

export interface PlatformChain extends Chain {
  /** The chain stack by stack. */
  readonly stacks: readonly { readonly name: string; readonly chain: Chain }[];
}

/** The longest chain of waits of the whole deployment: a stack begins when the stacks that it depends on have ended. */
export function chainOfPlatform(stacks: readonly Stack[], timeline: Timeline): PlatformChain {
  const chains = new Map(stacks.map((stack) => [stack.name, chainOfStack(stack, timeline)]));
  const nodes = stacks.map(({ name, dependsOn }) => ({ name, dependsOn, seconds: chains.get(name)?.seconds ?? 0 }));
  const { seconds, links } = longestChain(nodes);
  const along = links.map(({ name }) => ({ name, chain: chains.get(name) ?? NOTHING }));
  return { seconds, links: along.flatMap(({ chain }) => chain.links), stacks: along };
}
