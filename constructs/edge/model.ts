/** The resolved settings of the site and the CDN. */

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
  /** Size of the request body that the firewall inspects. */
  readonly inspectedBody: "16 KB" | "32 KB" | "48 KB" | "64 KB";
  /** Paths whose request bodies are files, sorted; a trailing `*` makes a prefix. */
  readonly uploads: readonly string[];
}
