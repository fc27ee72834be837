/** What the site's function at the edge needs to know. */
export interface SiteFunctionSettings {
  /** Requests to `www.<domainName>` are sent to it. */
  readonly domainName: string;
  /** Whether every path without a file extension is the application's; otherwise it is a folder with an `index.html`. */
  readonly singlePageApp: boolean;
}

/**
 * The code of the site's viewer-request function, for CloudFront's JavaScript runtime 2.0. It sends `www` to the bare domain and turns
 * paths into files, which an error page could not do without hiding the errors of the API (error pages hold for the whole distribution).
 *
 * - single-page app: `/feed/42` → `/index.html`; `/assets/app.js` stays
 * - otherwise: `/about` and `/about/` → `/about/index.html`
 * - `/.well-known/…` stays, since its files often have no extension
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html
 */
export function siteFunction(settings: SiteFunctionSettings): string {
  return CODE.replace("__SETTINGS__", () => JSON.stringify({ domainName: settings.domainName, singlePageApp: settings.singlePageApp }));
}

/** CloudFront takes 10 KB at most; this is far below. */
const CODE = `var settings = __SETTINGS__;

function handler(event) {
  var request = event.request;
  var host = request.headers.host && request.headers.host.value.toLowerCase();
  if (host === "www." + settings.domainName) return redirect(request);
  request.uri = fileOf(request.uri);
  return request;
}

function redirect(request) {
  var location = "https://" + settings.domainName + request.uri + queryOf(request.querystring);
  return { statusCode: 301, statusDescription: "Moved Permanently", headers: { location: { value: location } } };
}

function fileOf(uri) {
  if (uri.startsWith("/.well-known/")) return uri;
  var last = uri.slice(uri.lastIndexOf("/") + 1);
  if (last.includes(".")) return uri;
  if (settings.singlePageApp) return "/index.html";
  return last === "" ? uri + "index.html" : uri + "/index.html";
}

function queryOf(querystring) {
  var pairs = [];
  for (var name in querystring) {
    var field = querystring[name];
    var values = field.multiValue || [field];
    for (var i = 0; i < values.length; i++) pairs.push(values[i].value === "" ? name : name + "=" + values[i].value);
  }
  return pairs.length > 0 ? "?" + pairs.join("&") : "";
}
`;
