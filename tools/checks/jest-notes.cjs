/** A jest reporter that prints the notes of the suites. */
"use strict";

const { notesText, readNotes } = require("./run-notes.cjs");

module.exports = class NotesReporter {
  onRunComplete() {
    const lines = notesText(readNotes(process.env.TERRACE_TEST_RUN ?? "."));
    if (lines.length > 0) process.stderr.write(`\n${lines.join("\n")}\n`);
  }
};
