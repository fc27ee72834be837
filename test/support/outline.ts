/** Renders a synthesized stack for review: one line per resource, with its arguments. */

type Json = Record<string, unknown>;

const HIDDEN = new Set(["//", "provider", "tags"]);

/** The outline of a stack's `cdk.tf.json`. */
export function outline(stack: Json): string {
  const sections = ["data", "ephemeral", "resource"].flatMap((section) =>
    section_(section, (stack[section] ?? {}) as Record<string, Record<string, Json>>),
  );
  return [...sections, ...outputs((stack.output ?? {}) as Record<string, Json>)].join("\n");
}

function section_(section: string, types: Record<string, Record<string, Json>>): string[] {
  return Object.keys(types)
    .sort()
    .flatMap((type) =>
      Object.keys(types[type] ?? {})
        .sort()
        .map((id) => `${section === "resource" ? "" : `${section} `}${type} ${id} ${summary(types[type]?.[id] ?? {})}`.trimEnd()),
    );
}

function outputs(all: Record<string, Json>): string[] {
  return Object.keys(all)
    .filter((name) => !name.startsWith("cross-stack-output"))
    .sort()
    .map((name) => `output ${name} ${short(all[name]?.value)}`);
}

function summary(body: Json): string {
  return Object.keys(body)
    .filter((key) => !HIDDEN.has(key))
    .sort()
    .map((key) => `${key}=${short(body[key])}`)
    .join(" ");
}

/** A value in at most 100 characters; references become arrows. */
function short(value: unknown): string {
  const text = (typeof value === "string" ? value : (JSON.stringify(value) ?? "null"))
    .replace(/\$\{data\.terraform_remote_state\.[^}]*?cross-stack-output-([^}]*)\}/g, "⇒$1")
    .replace(/\$\{([^}]*)\}/g, "→$1")
    .replace(/_[0-9A-F]{8}(?=\.|$)/g, "");
  return text.length > 100 ? `${text.slice(0, 97)}… (${text.length})` : text;
}
