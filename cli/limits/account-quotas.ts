import {
  GetAWSDefaultServiceQuotaCommand,
  NoSuchResourceException,
  paginateListServiceQuotas,
  type ServiceQuota,
  ServiceQuotasClient,
} from "@aws-sdk/client-service-quotas";
import { type LimitId, LIMITS, quotaRegion } from "../../aws/limits";
import { grouped } from "../../language/collections";
import { Problem } from "../problem";
import type { Usage, UsageOptions } from "./usage";

/** A quota in a region; the region is empty for a quota of the account. */
export type Place = Pick<Usage, "limit" | "region">;

/** The quotas of an account, from Service Quotas. */
export interface AccountQuotas {
  /** The account's own values, for `usagesOf`. */
  readonly allowed: NonNullable<UsageOptions["allowed"]>;
  /** Quotas without a code, and codes that Service Quotas does not know. */
  readonly unreported: readonly Place[];
}

export type ClientOf = (region: string) => ServiceQuotasClient;

/** The values of quotas by code, in one region. */
type Values = ReadonlyMap<string, number>;

/**
 * Reads the account's own values of the quotas that are in use. Service Quotas lists only quotas with an applied value. The value of
 * any other quota is AWS's current default, which can be newer than the table of Terrace.
 *
 * @throws Problem if the credentials do not have the permission.
 * @see https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/API_ListServiceQuotas.html
 */
export async function accountQuotas(
  usages: readonly Place[],
  clientOf: ClientOf = (region) => new ServiceQuotasClient({ region }),
): Promise<AccountQuotas> {
  const places = [...new Map(usages.map(({ limit, region }) => [`${limit} ${region}`, { limit, region }])).values()];
  const byRegion = grouped(places.map((place) => [quotaRegion(place.limit, place.region), place] as const));
  const values = await Promise.all(
    [...byRegion].map(async ([region, of]) => {
      const client = clientOf(region);
      try {
        return [region, await valuesIn(client, of)] as const;
      } catch (error) {
        throw withPermissions(error, region);
      } finally {
        client.destroy();
      }
    }),
  );
  const valueOf = valueIn(new Map(values));
  const allowed: Partial<Record<LimitId, Record<string, number>>> = {};
  for (const place of places) {
    const value = valueOf(place);
    if (value !== undefined) allowed[place.limit] = { ...allowed[place.limit], [place.region]: value };
  }
  return { allowed, unreported: places.filter((place) => valueOf(place) === undefined) };
}

/** Two services can have the same code for different quotas. */
const keyOf = (service: string, code: string) => `${service} ${code}`;

function valueIn(values: ReadonlyMap<string, Values>): (place: Place) => number | undefined {
  return ({ limit, region }) => {
    const { service, code } = LIMITS[limit];
    return code === undefined ? undefined : values.get(quotaRegion(limit, region))?.get(keyOf(service, code));
  };
}

/** One service after the other: Service Quotas limits the rate of requests. */
async function valuesIn(client: ServiceQuotasClient, places: readonly Place[]): Promise<Values> {
  const values = new Map<string, number>();
  const codes = grouped(
    places.flatMap(({ limit }) => {
      const { service, code } = LIMITS[limit];
      return code === undefined ? [] : [[service, code] as const];
    }),
  );
  for (const [service, wanted] of codes) {
    const listed = new Map((await quotasOf(client, service)).map((quota) => [quota.QuotaCode, quota]));
    for (const code of new Set(wanted)) {
      const quota = listed.get(code) ?? (await defaultOf(client, service, code));
      if (quota?.Value !== undefined) values.set(keyOf(service, code), quota.Value);
    }
  }
  return values;
}

/** A service that Service Quotas does not have in a region has no quotas there. */
async function quotasOf(client: ServiceQuotasClient, service: string): Promise<readonly ServiceQuota[]> {
  const quotas: ServiceQuota[] = [];
  await unlessUnknown(async () => {
    for await (const page of paginateListServiceQuotas({ client, pageSize: 100 }, { ServiceCode: service }))
      quotas.push(...(page.Quotas ?? []));
  });
  return quotas;
}

function defaultOf(client: ServiceQuotasClient, service: string, code: string): Promise<ServiceQuota | undefined> {
  const command = new GetAWSDefaultServiceQuotaCommand({ ServiceCode: service, QuotaCode: code });
  return unlessUnknown(async () => (await client.send(command)).Quota);
}

async function unlessUnknown<Value>(read: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof NoSuchResourceException) return undefined;
    throw error;
  }
}

/** The general text for missing permissions proposes the plan and deploy roles, which do not have these. */
function withPermissions(error: unknown, region: string): unknown {
  if (!(error instanceof Error) || error.name !== "AccessDeniedException") return error;
  return new Problem(
    [
      `The AWS credentials do not have the permission to read the quotas in ${region}.`,
      `  received: ${error.name}: ${error.message}`,
      "  allowed: credentials with servicequotas:ListServiceQuotas and servicequotas:GetAWSDefaultServiceQuota",
      "  fix: use credentials with AWS's policy ServiceQuotasReadOnlyAccess, or remove --live to compare with AWS's default values",
    ].join("\n"),
  );
}
