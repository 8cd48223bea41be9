// A client on vscode-languageserver-protocol: it starts the server as the extension does, and uses it as an editor does.
"use strict";

const assert = require("node:assert/strict");
const { spawn } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { pathToFileURL } = require("node:url");
const lsp = require("vscode-languageserver-protocol/node");
const { executable, initializationOptions } = require("../server");

const MAIN = 'variable "rotate" {\n  default = false # 😀\n}\nresource "aws_kms_key" "k" {\n  enable_key_rotation = var.rotate\n}\n';
const RULES =
  "- id: rotate\n  name: Keys rotate\n  resource_type: aws_kms_key\n  assertions: [{key: enable_key_rotation, operator: is_true}]\n";

async function main() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "riveter-"));
  fs.mkdirSync(path.join(folder, ".git"));
  fs.writeFileSync(path.join(folder, "main.tf"), MAIN);
  fs.writeFileSync(path.join(folder, "rules.yml"), RULES);
  fs.writeFileSync(path.join(folder, "riveter.yml"), "rules: [rules.yml]\n");
  const { command, args, options } = executable(process.env.RIVETER);
  const server = spawn(command, args, { ...options, cwd: folder, stdio: ["pipe", "pipe", "inherit"] });
  const ended = new Promise((resolve) => server.on("exit", resolve));
  const connection = lsp.createProtocolConnection(
    new lsp.StreamMessageReader(server.stdout),
    new lsp.StreamMessageWriter(server.stdin),
  );
  const waiting = [];
  connection.onNotification(lsp.PublishDiagnosticsNotification.type, (params) => waiting.splice(0).forEach((give) => give(params)));
  connection.onRequest(lsp.ConfigurationRequest.type, (params) => params.items.map(() => ({ trusted: false, path: "evil" })));
  connection.listen();
  const published = () => new Promise((resolve) => waiting.push(resolve));

  const first = published();
  const result = await connection.sendRequest(lsp.InitializeRequest.type, {
    processId: process.pid,
    rootUri: pathToFileURL(folder).href,
    capabilities: {
      workspace: { configuration: true, workspaceEdit: { documentChanges: true } },
      textDocument: { codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ["quickfix"] } } } },
    },
    initializationOptions: initializationOptions((name) => (name === "debounce" ? 0 : undefined), true),
  });
  for (const name of ["hoverProvider", "definitionProvider", "referencesProvider", "codeLensProvider", "inlayHintProvider"]) {
    assert.ok(result.capabilities[name], name);
  }
  assert.equal(result.capabilities.textDocumentSync.change, lsp.TextDocumentSyncKind.Incremental);
  await connection.sendNotification(lsp.InitializedNotification.type, {});

  const { uri, diagnostics } = await first;
  assert.equal(diagnostics.length, 1);
  assert.equal(diagnostics[0].code, "rotate");
  assert.deepEqual(diagnostics[0].range.start, { line: 4, character: 24 });

  await connection.sendNotification(lsp.DidOpenTextDocumentNotification.type, {
    textDocument: { uri, languageId: "terraform", version: 1, text: MAIN },
  });
  const hover = await connection.sendRequest(lsp.HoverRequest.type, { textDocument: { uri }, position: { line: 4, character: 26 } });
  assert.match(hover.contents.value, /`var\.rotate` = `false`/);
  const actions = await connection.sendRequest(lsp.CodeActionRequest.type, {
    textDocument: { uri },
    range: diagnostics[0].range,
    context: { diagnostics },
  });
  assert.equal(actions.length, 1);
  const change = actions[0].edit.documentChanges[0];
  const { TextDocument } = require("vscode-languageserver-textdocument");
  const text = TextDocument.applyEdits(TextDocument.create(uri, "terraform", 1, MAIN), change.edits);
  assert.equal(text, MAIN.replace("default = false", "default = true"));
  const fixed = published();
  await connection.sendNotification(lsp.DidChangeTextDocumentNotification.type, {
    textDocument: { uri, version: 2 },
    contentChanges: change.edits.map(({ range, newText }) => ({ range, text: newText })),
  });
  assert.deepEqual((await fixed).diagnostics, []);

  await connection.sendRequest(lsp.ShutdownRequest.type);
  await connection.sendNotification(lsp.ExitNotification.type);
  assert.equal(await ended, 0);
  connection.dispose();
  fs.rmSync(folder, { recursive: true });
  console.log("the client is content");
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
