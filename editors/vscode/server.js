// How the server is started. Nothing here needs the editor, so that tests start it in the same way.
"use strict";

const os = require("node:os");

const SETTINGS = ["environment", "unknowns", "codeLens", "inlayHints", "debounce"];

/** The command of the server. `path` is a setting of the machine: a workspace cannot change it. */
function executable(path, platform = process.platform) {
  // Windows looks for a program in the working directory first, which may be a folder of strangers.
  const options = platform === "win32" ? { cwd: os.homedir() } : {};
  return { command: path || "riveter", args: ["lsp"], options };
}

/** The settings that the server gets. Others of the section, which a workspace may have added, are left out. */
function settings(get) {
  return Object.fromEntries(SETTINGS.map((name) => [name, get(name)]).filter(([, value]) => value !== undefined));
}

/** What the server is told at its start. Only the editor says whether the workspace is trusted. */
function initializationOptions(get, trusted) {
  return { ...settings(get), trusted: trusted === true, status: true };
}

module.exports = { executable, initializationOptions, settings };
