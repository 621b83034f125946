-- What `.ci/editors` does with the language server in Neovim: a finding, a name, a fix. It ends Neovim with what it found.

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
end

local is_fine, why = xpcall(run, debug.traceback)
io.stdout:write(is_fine and "neovim: ok\n" or ("neovim: " .. tostring(why) .. "\n"))
vim.cmd(is_fine and "qall!" or "cquit 1")
