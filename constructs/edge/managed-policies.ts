/**
 * IDs of CloudFront's managed policies. They are the same in all accounts.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html and the pages next to it
 */
export const MANAGED_POLICIES = {
  cache: { cachingDisabled: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad" },
  /** Forwards the whole viewer request, including Host. Never for S3: its request signature covers S3's own host. */
  originRequest: { allViewer: "216adef6-5c7f-47e4-b989-5492eafa07d3" },
  responseHeaders: { securityHeaders: "67f7725c-6f97-4210-82d7-5512b31e9d03" },
} as const;
