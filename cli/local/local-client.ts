import { S3Client } from "@aws-sdk/client-s3";
import type { OwnServer } from "./own-server";

/**
 * An S3 client for the local AWS. Each setting that the SDK would else read from the user's AWS files or variables has a value here: an endpoint, a
 * FIPS setting or a role from there would lead it to AWS.
 */
export function localS3Client(server: Pick<OwnServer, "url">, region: string): S3Client {
  return new S3Client({
    region,
    endpoint: server.url,
    forcePathStyle: true,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    useFipsEndpoint: false,
    useDualstackEndpoint: false,
    useArnRegion: false,
    disableClockSkewCorrection: false,
    disableS3ExpressSessionAuth: true,
    authSchemePreference: [],
    sigv4aSigningRegionSet: [],
    defaultsMode: "standard",
    retryMode: "standard",
    maxAttempts: 3,
    requestChecksumCalculation: "WHEN_SUPPORTED",
    responseChecksumValidation: "WHEN_SUPPORTED",
    userAgentAppId: "terrace",
  });
}
