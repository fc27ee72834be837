/**
 * Loads the package with which cdktf zips assets only when an asset is zipped. No suite does that, and loading it takes a tenth of the time of
 * most suites.
 */
"use strict";

module.exports = (...args) => require("archiver/index.js")(...args);
