-- What `.ci/editors` does with the language server in Neovim: in JSON a finding, a name, a fix, facts, layout and outline; then Terraform
-- and YAML. It ends Neovim with what it found.

local function wait(what, done)
  if not vim.wait(60000, done, 50) then
    error("waited in vain for " .. what)
  end
end

local function ask(client, method, parameters)
  -- What was typed is sent a moment later.
  vim.wait(500, function() return false end)
  local answer = client.request_sync(method, parameters, 30000, vim.api.nvim_get_current_buf())
  assert(answer and not answer.err, method .. ": " .. vim.inspect(answer))
  return answer.result
end

-- Opens a file beside the first one.
local function open(client, name, filetype, lines)
  vim.cmd("edit " .. vim.fn.fnameescape(client.config.root_dir .. "/" .. name))
  vim.bo.filetype = filetype
  vim.api.nvim_buf_set_lines(0, 0, -1, false, lines)
  vim.lsp.buf_attach_client(0, client.id)
end

-- What is asked about a place: a line, and the text whose end it is.
local function at(client, line, text)
  local whole = vim.api.nvim_buf_get_lines(0, line, line + 1, false)[1]
  local _, last = whole:find(text, 1, true)
  vim.api.nvim_win_set_cursor(0, { line + 1, last })
  local parameters = vim.lsp.util.make_position_params(0, client.offset_encoding)
  parameters.position.character = select(2, vim.str_utfindex(whole, last))
  return parameters
end

local function offers(client, line, text, name)
  local items = ask(client, "textDocument/completion", at(client, line, text)).items
  assert(items[1] and items[1].label == name, text .. ": " .. vim.inspect(items[1]))
end

local function run()
  local id = vim.lsp.start_client({
    name = "hwc-iam",
    cmd = { os.getenv("HWC_IAM"), "lsp" },
    root_dir = vim.fn.expand("%:p:h"),
  })
  assert(id, "the server does not start")
  vim.bo.filetype = "json"
  vim.lsp.buf_attach_client(0, id)
  local client = vim.lsp.get_client_by_id(id)

  local function findings(rule)
    return vim.tbl_filter(function(it) return it.code == rule end, vim.diagnostic.get(0))
  end
  wait("the finding", function() return #findings("repeated_item") == 1 end)
  local finding = findings("repeated_item")[1]
  local line = vim.api.nvim_buf_get_lines(0, 3, 4, false)[1]
  -- Neovim counts bytes, the protocol counts UTF-16 units, and both are at the second name.
  local marked = line:sub(finding.col + 1, finding.end_col)
  assert(finding.lnum == 3 and marked == '"ims:images:get"' and finding.col > 60, vim.inspect(finding))

  local actions = ask(client, "textDocument/codeAction", {
    textDocument = vim.lsp.util.make_text_document_params(0),
    range = finding.user_data.lsp and finding.user_data.lsp.range or {
      start = { line = 3, character = vim.str_utfindex(line, finding.col) },
      ["end"] = { line = 3, character = vim.str_utfindex(line, finding.end_col) },
    },
    context = { diagnostics = {}, only = { "quickfix" } },
  })
  assert(#actions == 1, vim.inspect(actions))
  vim.lsp.util.apply_workspace_edit(actions[1].edit, client.offset_encoding)
  line = vim.api.nvim_buf_get_lines(0, 3, 4, false)[1]
  assert(line:find('%["ims:images:get"%]'), line)
  wait("the finding to go", function() return #findings("repeated_item") == 0 end)

  -- Somebody types a second name.
  local typed = line:gsub('"ims:images:get"%]', '"ims:images:get", "ims:images:copyC')
  vim.api.nvim_buf_set_lines(0, 3, 4, false, { typed })
  vim.api.nvim_win_set_cursor(0, { 4, #typed })
  local parameters = vim.lsp.util.make_position_params(0, client.offset_encoding)
  parameters.position.character = select(2, vim.str_utfindex(typed, #typed))
  local items = ask(client, "textDocument/completion", parameters).items
  assert(items[1] and items[1].label == "ims:images:copyCrossRegion", vim.inspect(items))
  vim.lsp.util.apply_text_edits({ items[1].textEdit }, 0, client.offset_encoding)
  line = vim.api.nvim_buf_get_lines(0, 3, 4, false)[1]
  assert(line:find('"ims:images:copyCrossRegion', 1, true), line)

  parameters.position.character = parameters.position.character - 3
  local hover = ask(client, "textDocument/hover", parameters)
  assert(hover.contents.value:find("an action of identity policies", 1, true), vim.inspect(hover))

  vim.api.nvim_buf_set_lines(0, 0, -1, false, { '{"Statement":[{"Action":["ims:images:get"],"Sid":"one","Effect":"Allow"}],"Version":"5.0"}' })
  local document = { textDocument = vim.lsp.util.make_text_document_params(0), options = { tabSize = 2, insertSpaces = true } }
  local edits = ask(client, "textDocument/formatting", document)
  vim.lsp.util.apply_text_edits(edits, 0, client.offset_encoding)
  assert(vim.api.nvim_buf_get_lines(0, 1, 2, false)[1] == '  "Version": "5.0",', vim.inspect(edits))
  local outline = ask(client, "textDocument/documentSymbol", document)
  assert(outline[1].children[1].name == "one", vim.inspect(outline))

  open(client, "locals.tf", "terraform", { "locals {", '  reads = ["ims:images:list"]', "}" })
  vim.cmd("silent write")
  open(client, "main.tf", "terraform", {
    'resource "huaweicloud_identity_policy" "a" {',
    "  policy_document = jsonencode({",
    '    Version   = "5.0"',
    '    Statement = [{ Sid = "中文", Effect = "Allow", Action = local.reads }, { Effect = "Allow", Action = ["ims:images:copyCr',
  })
  local places = ask(client, "textDocument/definition", at(client, 3, "local.re"))
  assert(places.uri:find("locals.tf", 1, true) and places.range.start.line == 1, vim.inspect(places))
  offers(client, 3, "ims:images:copyCr", "ims:images:copyCrossRegion")
  vim.api.nvim_buf_set_lines(0, 3, -1, false, { '    Statement = [{ Effect = "Allow", Action = ["ims:images:lst"] }]', "  })", "}" })
  wait("the finding in Terraform", function() return #findings("unknown_action") == 1 end)

  open(client, "b.policy.yaml", "yaml", {
    "Version: '5.0'",
    "Statement:",
    "  - Effect: Allow",
    "    Action: [ims:images:lst]",
    "    Condition: { StringEquals: { g:RequestedReg",
  })
  offers(client, 4, "g:RequestedReg", "g:RequestedRegion")
  vim.api.nvim_buf_set_lines(0, 4, -1, false, { "    Condition: { StringEquals: { g:RequestedRegion: [cn-north-4] } }" })
  wait("the finding in YAML", function() return #findings("unknown_action") == 1 end)
  outline = ask(client, "textDocument/documentSymbol", { textDocument = vim.lsp.util.make_text_document_params(0) })
  assert(#outline[1].children == 1, vim.inspect(outline))
end

local is_fine, why = xpcall(run, debug.traceback)
io.stdout:write(is_fine and "neovim: ok\n" or ("neovim: " .. tostring(why) .. "\n"))
vim.cmd(is_fine and "qall!" or "cquit 1")
