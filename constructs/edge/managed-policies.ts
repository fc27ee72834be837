/**
 * CloudFront's own policies, by ids that are the same in all accounts.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html and its neighbours.
 */
export const MANAGED_POLICIES = {
  cache: { cachingDisabled: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad" },
  /** All that the viewer sent, its Host too. Never for S3, whose signature names S3's own host. */
  originRequest: { allViewer: "216adef6-5c7f-47e4-b989-5492eafa07d3" },
  responseHeaders: { securityHeaders: "67f7725c-6f97-4210-82d7-5512b31e9d03" },
} as const;
