import type { StackJson } from "../synth";

/** Arguments of any resource that contain a policy document. */
const DOCUMENTS = /"(?:\\"|[^"])*"/g;

/**
 * Every pattern of an ARN in every policy of some stacks: in resources, principals and conditions; of roles, boundaries, buckets, keys, topics,
 * queues, endpoints and log deliveries. A reference to a resource of the same environment counts as a name that no other ARN has.
 */
export function arnPatterns(stacks: readonly StackJson[], account: string): readonly string[] {
  return policyArns(stacks, account).filter((arn) => /[*?]/.test(arn));
}

/** Every ARN in these policies, those without a wildcard too. */
export function policyArns(stacks: readonly StackJson[], account: string): readonly string[] {
  const text = stacks.map((stack) => JSON.stringify(stack.resource ?? {})).join();
  const texts = [...text.matchAll(DOCUMENTS)].flatMap(([literal]) => stringsOf(literal, account));
  return [...new Set(texts.filter((each) => each.startsWith("arn:")))].sort();
}

/** The strings of a document within a JSON string; none if it is no document. */
function stringsOf(literal: string, account: string): readonly string[] {
  const value = (JSON.parse(literal) as string)
    .replaceAll("${data.aws_caller_identity.Account.account_id}", account)
    .replaceAll(/\$\{[^}]*\}/g, "reference");
  if (!value.includes('"Statement"')) return [];
  return [...value.matchAll(/"([^"]*)"/g)].flatMap(([, found]) => found ?? []);
}
