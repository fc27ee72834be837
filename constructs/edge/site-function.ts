/** Settings of the site's function at the edge. */
export interface SiteFunctionSettings {
  /** Requests to `www.<domainName>` are redirected to this name. */
  readonly domainName: string;
  /** Whether every path without a file extension belongs to the single-page app; otherwise the path is a folder with an `index.html`. */
  readonly singlePageApp: boolean;
}

/**
 * The code of the site's viewer-request function, for CloudFront's JavaScript runtime 2.0. It redirects `www` to the bare domain and maps
 * paths to files. An error page cannot replace it: error pages apply to the whole distribution, and would hide the errors of the API.
 *
 * - single-page app: `/feed/42` → `/index.html`; `/assets/app.js` stays
 * - multi-page site: `/about` and `/about/` → `/about/index.html`
 * - `/.well-known/…` stays, because its files often have no extension
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html
 */
export function siteFunction(settings: SiteFunctionSettings): string {
  return CODE.replace("__SETTINGS__", () => JSON.stringify({ domainName: settings.domainName, singlePageApp: settings.singlePageApp }));
}

/** CloudFront's limit is 10 KB; the code is far below it. */
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
