/** A rule of a lifecycle policy of Amazon ECR, as far as Terrace uses them. */
export interface LifecycleRule {
  readonly rulePriority: number;
  readonly selection: {
    readonly tagStatus: "tagged" | "untagged" | "any";
    readonly tagPatternList?: readonly string[];
    readonly countType: "imageCountMoreThan" | "sinceImagePushed";
    readonly countUnit?: "days";
    readonly countNumber: number;
  };
}

export interface PushedImage {
  readonly digest: string;
  readonly tags: readonly string[];
  /** In days. */
  readonly pushed: number;
}

/**
 * The images that ECR expires. All rules are evaluated for all images, in the order of their priorities; an image that matches the tags of a rule is
 * not expired by a later one.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html
 */
export function expiredImages(rules: readonly LifecycleRule[], images: readonly PushedImage[], now: number): ReadonlySet<string> {
  const expired = new Set<string>();
  const decided = new Set<string>();
  for (const { selection } of [...rules].sort((one, other) => one.rulePriority - other.rulePriority)) {
    const matching = images.filter((image) => isSelected(selection, image)).sort((one, other) => other.pushed - one.pushed);
    const old = matching.filter(({ pushed }, index) =>
      selection.countType === "imageCountMoreThan" ? index >= selection.countNumber : now - pushed > selection.countNumber,
    );
    for (const { digest } of old) if (!decided.has(digest)) expired.add(digest);
    for (const { digest } of matching) decided.add(digest);
  }
  return expired;
}

function isSelected({ tagStatus, tagPatternList = [] }: LifecycleRule["selection"], { tags }: PushedImage): boolean {
  if (tagStatus === "any") return true;
  if (tagStatus === "untagged") return tags.length === 0;
  return tagPatternList.every((pattern) => tags.some((tag) => matches(pattern, tag)));
}

function matches(pattern: string, tag: string): boolean {
  const parts = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`).test(tag);
}
