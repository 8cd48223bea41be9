// The extension: it starts `riveter lsp`, and shows the environment in the status bar.
"use strict";

const vscode = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");
const { executable, initializationOptions, settings } = require("./server");

const FILES = "**/*.{tf,tofu,tfvars,tf.json,tofu.json,tfvars.json}";
const RULES = "**/*.{yml,yaml}";

let client;
let bar;

function get(name) {
  return vscode.workspace.getConfiguration("riveter").get(name);
}

/** The path of the server: what the user or the machine has set, never a workspace. */
function serverPath() {
  const found = vscode.workspace.getConfiguration("riveter").inspect("path");
  return (found && (found.globalValue || found.defaultValue)) || "riveter";
}

function makeClient() {
  const options = {
    documentSelector: [FILES, RULES].map((pattern) => ({ scheme: "file", pattern })),
    initializationOptions: () => initializationOptions(get, vscode.workspace.isTrusted),
    synchronize: { configurationSection: "riveter" },
    middleware: {
      workspace: {
        configuration: (params) => params.items.map((item) => (item.section === "riveter" ? settings(get) : null)),
      },
    },
  };
  return new LanguageClient("riveter", "riveter", executable(serverPath()), options);
}

async function start() {
  client = makeClient();
  client.onNotification("riveter/status", show);
  try {
    await client.start();
  } catch (error) {
    vscode.window.showErrorMessage(`riveter cannot be started (${serverPath()}). Install it with its extra lsp, or set riveter.path.`);
  }
}

async function restart() {
  const old = client;
  client = undefined;
  if (old) {
    await old.stop().catch(() => undefined);
    await old.dispose().catch(() => undefined);
  }
  await start();
}

function show(status) {
  if (!status.environments.length) {
    bar.hide();
    return;
  }
  bar.text = `riveter: ${status.environment || "all environments"}`;
  bar.tooltip = `${status.failed} failing, ${status.unknown} not known`;
  bar.show();
}

function execute(command, ...words) {
  return client.sendRequest("workspace/executeCommand", { command, arguments: words });
}

async function chooseEnvironment() {
  if (!client) {
    return;
  }
  const status = await execute("riveter.environments");
  const all = { label: "All environments", name: "" };
  const items = [all, ...status.environments.map((name) => ({ label: name, name }))];
  const chosen = await vscode.window.showQuickPick(items, { placeHolder: "The environment that counts" });
  if (chosen) {
    show(await execute("riveter.setEnvironment", chosen.name));
  }
}

async function activate(context) {
  bar = vscode.window.createStatusBarItem(vscode.StatusBarAlignment.Right);
  bar.command = "riveter.chooseEnvironment";
  context.subscriptions.push(
    bar,
    vscode.commands.registerCommand("riveter.chooseEnvironment", chooseEnvironment),
    vscode.commands.registerCommand("riveter.restart", restart),
    vscode.workspace.onDidGrantWorkspaceTrust(restart),
    vscode.workspace.onDidChangeConfiguration((event) => (event.affectsConfiguration("riveter.path") ? restart() : undefined)),
  );
  await start();
}

function deactivate() {
  return client ? client.stop() : undefined;
}

module.exports = { activate, deactivate };
