/**
 * The region nearest to a client. Route 53 measures latency between networks and regions, and does not publish it. The tests use the
 * great-circle distance instead. They may rely only on two facts: a client's own region is the nearest, and the response is one of the
 * healthy regions.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-latency.html
 */

/** Approximate coordinates of each region, in degrees, taken from the place in its name. */
const COORDINATES: Readonly<Record<string, readonly [latitude: number, longitude: number]>> = {
  "us-east-1": [38.9, -77.4],
  "us-east-2": [40, -83],
  "us-west-1": [37.4, -122],
  "us-west-2": [45.8, -119.7],
  "ca-central-1": [45.5, -73.6],
  "ca-west-1": [51, -114.1],
  "mx-central-1": [20.6, -100.4],
  "sa-east-1": [-23.5, -46.6],
  "eu-west-1": [53.3, -6.3],
  "eu-west-2": [51.5, -0.1],
  "eu-west-3": [48.9, 2.4],
  "eu-central-1": [50.1, 8.7],
  "eu-central-2": [47.4, 8.5],
  "eu-north-1": [59.3, 18.1],
  "eu-south-1": [45.5, 9.2],
  "eu-south-2": [41.6, -0.9],
  "il-central-1": [32.1, 34.8],
  "me-south-1": [26.1, 50.6],
  "me-central-1": [24.5, 54.4],
  "af-south-1": [-33.9, 18.4],
  "ap-south-1": [19.1, 72.9],
  "ap-south-2": [17.4, 78.5],
  "ap-southeast-1": [1.4, 103.8],
  "ap-southeast-2": [-33.9, 151.2],
  "ap-southeast-3": [-6.2, 106.8],
  "ap-southeast-4": [-37.8, 145],
  "ap-southeast-5": [3.1, 101.7],
  "ap-southeast-7": [13.8, 100.5],
  "ap-northeast-1": [35.7, 139.7],
  "ap-northeast-2": [37.6, 127],
  "ap-northeast-3": [34.7, 135.5],
  "ap-east-1": [22.3, 114.2],
  "ap-east-2": [25, 121.5],
};

/** Regions by distance from a client in a region, then by name. */
export function byDistance(from: string, regions: readonly string[]): readonly string[] {
  return [...regions].sort((a, b) => distance(from, a) - distance(from, b) || (a < b ? -1 : 1));
}

/** The great-circle distance as an angle. */
function distance(from: string, to: string): number {
  const [[lat1, long1], [lat2, long2]] = [place(from), place(to)];
  const haversine = (angle: number) => Math.sin(angle / 2) ** 2;
  const chord = haversine(lat2 - lat1) + Math.cos(lat1) * Math.cos(lat2) * haversine(long2 - long1);
  return 2 * Math.asin(Math.min(1, Math.sqrt(chord)));
}

function place(region: string): readonly [number, number] {
  const degrees = COORDINATES[region];
  if (!degrees) throw new Error(`no coordinates for ${region}; add them to COORDINATES in test/support/route53/distance.ts`);
  return [(degrees[0] * Math.PI) / 180, (degrees[1] * Math.PI) / 180];
}
