/**
 * References to container images: `[registry/]repository[:tag][@sha256:digest]`.
 *
 * Sources: the grammar of the OCI distribution specification
 * (https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests), and names of ECR repositories
 * (https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html).
 */
const REPOSITORY = /^[a-z0-9]+(?:(?:[._/]|__|-+)[a-z0-9]+)*$/;
const TAG = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
const DIGEST = /^sha256:[0-9a-f]{64}$/;
const REGISTRY = /^(?:localhost|[a-z0-9-]+(?:\.[a-z0-9-]+)+|[a-z0-9-]+(?=:\d))(?::\d{1,5})?$/;

/** The source of an image: a repository that Terrace creates, an existing Amazon ECR repository, or a registry without credentials. */
export type Image =
  | { readonly kind: "repository"; readonly repository: string; /** `:1.4.2` or `@sha256:…` */ readonly suffix: string }
  | { readonly kind: "ecr"; readonly reference: string; readonly region: string; readonly repositoryArn: string }
  | { readonly kind: "external"; readonly reference: string };

/**
 * Hosts of private Amazon ECR registries: one per account and region, IPv4-only or dual-stack, with or without FIPS.
 *
 * Source: https://docs.aws.amazon.com/general/latest/gr/ecr.html.
 */
const ECR_HOST =
  /^(?<account>\d{12})\.(?:dkr\.ecr(?:-fips)?\.(?<v4>[a-z]{2}(?:-[a-z]+)+-\d)\.amazonaws\.com|dkr-ecr(?:-fips)?\.(?<dual>[a-z]{2}(?:-[a-z]+)+-\d)\.on\.aws)$/;
/** A host that is probably intended as an ECR host. */
const LIKE_ECR = /(?:^|\.)dkr[.-]ecr\b/;

/** Prefix of the tag that marks a released image: `release-<64 hexadecimal digits of its digest>`. */
export const RELEASE_TAG = "release-";

/** Whether an image with this tag counts as released: a version, which has a dot, or the mark of a released digest. */
export function isReleasedTag(tag: string): boolean {
  return tag.includes(".") || tag.startsWith(RELEASE_TAG);
}

export type ParsedImage = { readonly ok: true; readonly image: Image } | { readonly ok: false; readonly problem: string };

/**
 * Parses an image reference. As in Docker, the first part is a registry host if it contains a dot or a port. Without a registry host, the image
 * is in a repository that Terrace creates. A digest or a tag other than `latest` is required: repositories are immutable, and a rollback needs
 * the previous image.
 */
export function parseImage(reference: string): ParsedImage {
  const [named = "", digest, ...more] = reference.split("@");
  const colon = named.lastIndexOf(":");
  const tag = colon > named.lastIndexOf("/") ? named.slice(colon + 1) : undefined;
  const full = tag === undefined ? named : named.slice(0, colon);
  const [first = "", ...rest] = full.split("/");
  const registry = rest.length > 0 && REGISTRY.test(first) ? first : undefined;
  const repository = registry === undefined ? full : rest.join("/");

  if (more.length > 0 || !REPOSITORY.test(repository)) return { ok: false, problem: "is not a valid image reference" };
  if (digest !== undefined && !DIGEST.test(digest))
    return { ok: false, problem: "has a digest that is not sha256: followed by 64 hexadecimal digits" };
  if (tag !== undefined && !TAG.test(tag)) return { ok: false, problem: "has an invalid tag" };
  if (tag === "latest" && digest === undefined)
    return { ok: false, problem: "has the tag `latest`, which can point to a different image every day" };
  if (tag === undefined && digest === undefined) return { ok: false, problem: "has neither a tag nor a digest" };

  if (registry !== undefined) return fromRegistry(reference, registry, repository);
  return { ok: true, image: { kind: "repository", repository, suffix: digest === undefined ? `:${tag}` : `@${digest}` } };
}

/** Pulling from ECR requires a permission on the repository. Its ARN comes from the reference: the registry host contains account and region. */
function fromRegistry(reference: string, registry: string, repository: string): ParsedImage {
  const { account, v4, dual } = ECR_HOST.exec(registry)?.groups ?? {};
  const region = v4 ?? dual;
  if (account !== undefined && region !== undefined) {
    return {
      ok: true,
      image: { kind: "ecr", reference, region, repositoryArn: `arn:aws:ecr:${region}:${account}:repository/${repository}` },
    };
  }
  if (LIKE_ECR.test(registry))
    return { ok: false, problem: "has a registry host that is not valid for Amazon ECR, <account>.dkr.ecr.<region>.amazonaws.com" };
  return { ok: true, image: { kind: "external", reference } };
}
