/** The site and the CDN, as they are built. */

export interface Site {
  readonly singlePageApp: boolean;
  readonly failoverRegion: string;
  readonly contentSecurityPolicy: string;
}

export interface Cdn {
  readonly priceClass: "PriceClass_100" | "PriceClass_200" | "PriceClass_All";
  /** Requests in five minutes from one address. */
  readonly rateLimit: number;
  readonly managedRules: "count" | "block";
}
