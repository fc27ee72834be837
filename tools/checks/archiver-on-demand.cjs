/**
 * The package with which cdktf zips assets, loaded when something is zipped. No suite does that, and to load it takes a tenth of the time of
 * most suites.
 */
"use strict";

module.exports = (...args) => require("archiver/index.js")(...args);
