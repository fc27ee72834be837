import type { Block, Documents, StackDocument } from "../../cli/synthesis/resources";

/** Resources by stack, type and name. */
export type Stacks = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, Block>>>>>>;

/** Synthesized stacks with these resources. The construct path of a resource is its stack and its name. */
export function documentsOf(stacks: Stacks, providers: readonly Block[] = [{ region: "us-east-1" }]): Documents {
  return new Map(
    Object.entries(stacks).map(([stack, types]): [string, StackDocument] => {
      const blocks = Object.entries(types).map(([type, byName]) => {
        const named = Object.entries(byName).map(([name, block]): [string, Block] => [
          name,
          { "//": { metadata: { path: `${stack}/${name}` } }, ...block },
        ]);
        return [type, Object.fromEntries(named)] as const;
      });
      return [stack, { provider: { aws: providers }, resource: Object.fromEntries(blocks) }];
    }),
  );
}
