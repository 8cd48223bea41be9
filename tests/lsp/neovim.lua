-- Runs in Neovim with the configuration of editors/README.md: opens files, waits for what the server says, and prints it as JSON.

local function wait(what)
  assert(vim.wait(60000, what, 50), "nothing came")
end

local function codes()
  return vim.tbl_map(function(each) return { each.lnum, each.code } end, vim.diagnostic.get(0))
end

local function fix(line, text)
  local client = vim.lsp.get_clients({ name = "riveter" })[1]
  vim.api.nvim_win_set_cursor(0, { line, (vim.api.nvim_buf_get_lines(0, line - 1, line, true)[1]:find(text, 1, true)) })
  local hover = vim.lsp.util.make_position_params(0, client.offset_encoding)
  local range = vim.lsp.util.make_range_params(0, client.offset_encoding)
  range.context = { diagnostics = {}, triggerKind = 1 }
  local shown = client:request_sync("textDocument/hover", hover, 60000).result
  local actions = client:request_sync("textDocument/codeAction", range, 60000).result
  vim.lsp.util.apply_workspace_edit(actions[1].edit, client.offset_encoding)
  return { hover = shown.contents.value, action = actions[1].title, root = client.root_dir }
end

local function run()
  local result = {}
  for _, name in ipairs({ "main.tf", "json/main.tf.json" }) do
    vim.cmd.edit(name)
    wait(function() return #vim.diagnostic.get(0) > 0 end)
    local found = codes()
    local told = fix(5, "enable_key_rotation")
    wait(function() return #vim.diagnostic.get(0) == 0 end)
    told.found, told.lines = found, vim.api.nvim_buf_get_lines(0, 0, -1, false)
    result[name] = told
  end
  vim.cmd("RiveterEnvironment")
  io.stdout:write(vim.json.encode(result) .. "\n")
end

local fine, why = pcall(run)
if not fine then
  io.stderr:write(tostring(why) .. "\n")
  vim.cmd("cquit")
end
vim.cmd("qall!")
