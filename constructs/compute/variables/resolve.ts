import { Fn, Token } from "cdktf";
import type { SecretKey } from "../../core/attributes";
import type { Binding } from "../../core/bindings";
import { attributesOf } from "../../registry";
import type { ReferenceVariable, UseReference } from "./model";
import { type Template, isUrl } from "./template";

/** A key of a secret inside a composed value. */
export interface SecretPiece extends SecretKey {
  /** Name of the resource that the secret belongs to. */
  readonly source: string;
  /** Percent-encoded, inside a URL. */
  readonly encoded: boolean;
}

/** The variables of a workload whose values contain references, by the way in which they reach the container. */
export interface ResolvedVariables {
  /** Values without secrets, in the task definition. */
  readonly plain: Readonly<Record<string, string>>;
  /** Values that are one key of a secret, read by ECS. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Values that contain secrets: literal text, values and secret pieces. */
  readonly composed: Readonly<Record<string, Template<SecretPiece>>>;
}

/**
 * Replaces the references in variables with the values of the bindings.
 *
 * @throws Error if a resource is not bound or has no such attribute; the rules of `config/` report that first.
 */
export function resolveVariables(variables: readonly ReferenceVariable[], bindings: readonly Binding[]): ResolvedVariables {
  const resolved = variables.map(({ variable, template }) => {
    const inUrl = isUrl(template);
    return [variable, template.map((piece) => (typeof piece === "string" ? piece : valueOf(piece, inUrl, bindings)))] as const;
  });
  const isPlain = (pieces: Template<SecretPiece>) => pieces.every((piece) => typeof piece === "string");
  const single = (pieces: Template<SecretPiece>) => (pieces.length === 1 && typeof pieces[0] === "object" ? pieces[0] : undefined);
  return {
    plain: Object.fromEntries(resolved.flatMap(([variable, pieces]) => (isPlain(pieces) ? [[variable, pieces.join("")]] : []))),
    secrets: Object.fromEntries(
      resolved.flatMap(([variable, pieces]) => {
        const secret = single(pieces);
        return secret ? [[variable, `${secret.secretArn}:${secret.key}::`]] : [];
      }),
    ),
    composed: Object.fromEntries(resolved.filter(([, pieces]) => !isPlain(pieces) && !single(pieces))),
  };
}

function valueOf({ use: { kind, name }, attribute }: UseReference, inUrl: boolean, bindings: readonly Binding[]): string | SecretPiece {
  const value = bindings.find((binding) => binding.name === name && binding.attributes)?.attributes?.[attribute];
  if (value === undefined) throw new Error(`{${name}.${attribute}} is not an attribute of a ${kind} that the workload uses`);
  const encoded = inUrl && attributesOf(kind)[attribute]?.encoded === true;
  if (typeof value !== "string") return { ...value, source: name, encoded };
  return encoded ? percentEncoded(value) : value;
}

/**
 * Attributes that are known only after an apply contain no spaces, which its `urlencode` writes as `+`. Without a second function, the expression
 * has no quotes, so that the container definitions stay valid JSON.
 */
function percentEncoded(value: string): string {
  return Token.isUnresolved(value) ? Fn.urlencode(value) : encodeURIComponent(value);
}
