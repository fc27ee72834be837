/**
 * The repository that deploys, with the IDs that distinguish it from a repository that takes over its name:
 * `gh api repos/<owner>/<name> --jq '.owner.id, .id'`.
 */
export const github = { repository: "photofeed-example/platform", ownerId: "123456789", repositoryId: "987654321" } as const;
