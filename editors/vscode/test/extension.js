// The extension with a stand-in for the editor: what it starts, and what a workspace cannot decide.
"use strict";

const assert = require("node:assert/strict");
const Module = require("node:module");
const { executable, initializationOptions, settings } = require("../server");

const made = [];
const sent = [];
class LanguageClient {
  constructor(id, name, server, options) {
    Object.assign(this, { server, options, handlers: {} });
    made.push(this);
  }
  onNotification(method, handler) {
    this.handlers[method] = handler;
  }
  async start() {}
  async stop() {}
  async dispose() {}
  async sendRequest(method, params) {
    sent.push(params);
    return { environments: ["dev", "prod"], environment: params.arguments[0] || "", failed: 1, unknown: 0 };
  }
}

// What a hostile workspace has in its settings; `path` is of the machine, so the editor itself does not hand that on.
const written = { environment: "dev", trusted: true, path: "./evil", status: "x" };
const configuration = {
  get: (name) => written[name],
  inspect: () => ({ defaultValue: "riveter", globalValue: "/usr/bin/riveter", workspaceValue: "./evil", workspaceFolderValue: "./evil" }),
};
const bar = { show: () => (bar.shown = true), hide: () => (bar.shown = false) };
const commands = {};
const events = {};
const vscode = {
  StatusBarAlignment: { Right: 2 },
  window: { createStatusBarItem: () => bar, showErrorMessage: assert.fail, showQuickPick: async (items) => items[2] },
  commands: { registerCommand: (name, run) => (commands[name] = run) },
  workspace: {
    isTrusted: false,
    getConfiguration: () => configuration,
    onDidGrantWorkspaceTrust: (run) => (events.trust = run),
    onDidChangeConfiguration: (run) => (events.configuration = run),
  },
};
const load = Module._load;
Module._load = (name, ...rest) =>
  name === "vscode" ? vscode : name === "vscode-languageclient/node" ? { LanguageClient } : load(name, ...rest);

async function main() {
  const { activate } = require("../extension");
  await activate({ subscriptions: [] });
  const [client] = made;
  assert.deepEqual(client.server, { command: "/usr/bin/riveter", args: ["lsp"], options: {} });
  assert.deepEqual(client.options.initializationOptions(), { environment: "dev", trusted: false, status: true });
  assert.deepEqual(client.options.middleware.workspace.configuration({ items: [{ section: "riveter" }] }), [{ environment: "dev" }]);

  client.handlers["riveter/status"]({ environments: [], environment: "", failed: 0, unknown: 0 });
  assert.equal(bar.shown, false);
  await commands["riveter.chooseEnvironment"]();
  assert.deepEqual(sent.at(-1), { command: "riveter.setEnvironment", arguments: ["prod"] });
  assert.deepEqual([bar.shown, bar.text], [true, "riveter: prod"]);

  vscode.workspace.isTrusted = true;
  await events.trust();
  assert.equal(made.length, 2);
  assert.equal(made[1].options.initializationOptions().trusted, true);

  assert.equal(executable("riveter", "win32").options.cwd, require("node:os").homedir());
  assert.equal(initializationOptions(() => undefined, undefined).trusted, false);
  assert.deepEqual(settings((name) => (name === "debounce" ? 5 : undefined)), { debounce: 5 });
  assert.equal(require("../package.json").contributes.configuration.properties["riveter.path"].scope, "machine");
  console.log("the extension is content");
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
