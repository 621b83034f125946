// Starts `hwc-iam lsp` for the files that have policies.

import { commands, ExtensionContext, window, workspace } from "vscode";
import { LanguageClient, LanguageClientOptions, ServerOptions } from "vscode-languageclient/node";

let client: LanguageClient | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  context.subscriptions.push(commands.registerCommand("hwc-iam.restart", restart));
  context.subscriptions.push(
    workspace.onDidChangeConfiguration((it) => {
      if (it.affectsConfiguration("hwc-iam.command")) {
        void restart();
      }
    }),
  );
  await start();
}

export function deactivate(): Promise<void> | undefined {
  return client?.stop();
}

async function restart(): Promise<void> {
  await client?.stop();
  await start();
}

async function start(): Promise<void> {
  const command = workspace.getConfiguration("hwc-iam").get<string>("command", "hwc-iam");
  const server: ServerOptions = { command, args: ["lsp"] };
  const options: LanguageClientOptions = {
    documentSelector: ["json", "jsonc", "yaml", "terraform"].map((language) => ({ language })),
    synchronize: { fileEvents: workspace.createFileSystemWatcher("**/{hwc-iam.toml,*.tf,*.tf.json,*.tfvars}") },
  };
  client = new LanguageClient("hwc-iam", "Huawei Cloud IAM", server, options);
  try {
    await client.start();
  } catch (error) {
    client = undefined;
    const why = error instanceof Error ? error.message : String(error);
    void window.showErrorMessage(`\`${command} lsp\` could not be started: ${why}. Set \`hwc-iam.command\` to its path.`);
  }
}
