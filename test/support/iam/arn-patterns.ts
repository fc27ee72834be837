import type { StackJson } from "../synth";

/** Arguments of any resource that contain a policy document. */
const DOCUMENTS = /"(?:\\"|[^"])*"/g;

/**
 * Every ARN pattern in the policies of these stacks: in resources, principals and conditions of roles, permissions boundaries, buckets, keys,
 * topics, queues, endpoints and log deliveries. A reference to a resource of the same environment counts as a unique name.
 */
export function arnPatterns(stacks: readonly StackJson[], account: string): readonly string[] {
  return policyArns(stacks, account).filter((arn) => /[*?]/.test(arn));
}

/** Every ARN in these policies, with or without a wildcard. */
export function policyArns(stacks: readonly StackJson[], account: string): readonly string[] {
  const text = stacks.map((stack) => JSON.stringify(stack.resource ?? {})).join();
  const texts = [...text.matchAll(DOCUMENTS)].flatMap(([literal]) => stringsOf(literal, account));
  return [...new Set(texts.filter((each) => each.startsWith("arn:")))].sort();
}

/** The strings of a policy document within a JSON string; empty if the string is not a policy document. */
function stringsOf(literal: string, account: string): readonly string[] {
  const value = (JSON.parse(literal) as string)
    .replaceAll("${data.aws_caller_identity.Account.account_id}", account)
    .replaceAll(/\$\{[^}]*\}/g, "reference");
  if (!value.includes('"Statement"')) return [];
  return [...value.matchAll(/"([^"]*)"/g)].flatMap(([, found]) => found ?? []);
}
