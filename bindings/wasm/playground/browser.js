// The site in a real browser, from its files: `node browser.js SITE SCREENSHOTS`.
import assert from "node:assert";
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [, , site, screenshots] = process.argv;
const address = file => pathToFileURL(path.resolve(site, file)).href;
fs.mkdirSync(screenshots, { recursive: true });

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

/** A page that must say nothing on the console and ask for nothing from elsewhere. */
async function open(file, options = {}) {
  const page = await browser.newPage({ viewport: { width: 1200, height: 800 }, ...options });
  page.setDefaultTimeout(30_000);
  page.on("pageerror", error => assert.fail(`${file}: ${error}`));
  page.on("console", it => assert(it.type() !== "error", `${file}: ${it.text()}`));
  page.on("request", it => assert(/^(file|data|blob):/.test(it.url()), `${file} asks for ${it.url()}`));
  await page.goto(address(file));
  return page;
}

const shot = (page, name) => page.screenshot({ path: path.join(screenshots, `${name}.png`) });
const step = async (name, act) => {
  const start = performance.now();
  await act();
  console.log(`${name}: ${Math.round(performance.now() - start)} ms`);
};

/** Writes a text in an editor as a person would have pasted it. */
async function write(page, editor, text) {
  const content = page.locator(`${editor} .cm-content`);
  await content.click();
  await page.keyboard.press("Control+A");
  await page.keyboard.insertText(text);
}

const KINDS = ["index.html", "services.html", "services/ims.html", "keys.html", "operators.html", "rules.html", "rules/unknown_action.html",
  "assumptions.html", "migration.html", "formats.html", "formats/scenario.html", "sources.html"];
const TOOLS = ["check", "decide", "compare", "migrate", "generate"];

await step("every kind of page, wide and as wide as a phone", async () => {
  for (const [width, height] of [[1200, 800], [390, 844]]) {
    for (const file of [...KINDS, ...TOOLS.map(it => `${it}.html`)]) {
      const page = await open(file, { viewport: { width, height } });
      if (TOOLS.includes(file.replace(".html", ""))) await page.waitForSelector(".loading", { state: "detached" });
      assert((await page.locator("h1").innerText()).length > 0, file);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert(over <= 0, `${file} is ${over} pixels too wide at ${width}`);
      await page.close();
    }
  }
});

await step("search by keyboard", async () => {
  const page = await open("index.html");
  await page.keyboard.press("/");
  await page.keyboard.type("ims:images:copyCrosRegion");
  await page.waitForSelector("#results a");
  await shot(page, "search");
  await page.keyboard.press("Enter");
  await page.waitForURL(/services\/ims\.html#ims:images:copyCrossRegion$/);
  await page.close();
});

const SLIP = `{
  "Version": "5.0",
  "Statement": [
    {
      "Sid": "复制",
      "Effect": "Allow",
      "Action": ["ims:images:copyCrosRegion", "ims:images:list"]
    }
  ]
}`;

await step("check: the finding at its place, its fix, format, share", async () => {
  const page = await open("check.html");
  await page.waitForSelector(".cm-content");
  await write(page, ".editor", SLIP);
  const finding = page.locator(".findings li.error");
  await finding.first().waitFor();
  assert.match(await finding.first().innerText(), /line 7, column 18[^]*ims:images:copyCrosRegion[^]*ims:images:copyCrossRegion/);
  // The literal is what is underlined, after text whose bytes and units differ.
  assert.strictEqual(await page.locator(".cm-lintRange-error").first().innerText(), '"ims:images:copyCrosRegion"');
  await shot(page, "check");
  await finding.first().locator(".fix").click();
  await page.waitForFunction(() => !document.querySelector(".findings li.error"));
  const text = () => page.locator(".cm-content").innerText();
  assert.match(await text(), /"ims:images:copyCrossRegion", "ims:images:list"/);
  await page.locator("[name=share]").click();
  await page.waitForFunction(() => location.hash.startsWith("#v1="));
  const other = await open("check.html");
  await other.goto("about:blank");
  await other.goto(page.url());
  await other.waitForSelector(".cm-content");
  assert.match(await other.locator(".cm-content").innerText(), /复制/);
  await other.close();
  await write(page, ".editor", '{"Version":"5.0","Statement":[{"Action":["ims:images:list"],"Effect":"Allow"}]}');
  await page.locator("[name=format]").click();
  assert.match(await text(), /"Effect": "Allow",\n\s*"Action"/);
  await page.close();
});

await step("check: completion where the cursor is", async () => {
  const page = await open("check.html");
  await page.waitForSelector(".cm-content");
  await write(page, ".editor", '{ "Version": "5.0", "Statement": [{ "Effect": "Allow", "Action": ["');
  await page.keyboard.type("ims:images:copyCr");
  await page.waitForSelector(".cm-tooltip-autocomplete li");
  assert.match(await page.locator(".cm-tooltip-autocomplete li").first().innerText(), /ims:images:copyCrossRegion/);
  await page.waitForTimeout(200);
  await page.keyboard.press("Enter");
  assert.match(await page.locator(".cm-content").innerText(), /"ims:images:copyCrossRegion/);
  await page.close();
});

await step("check of ten statements", async () => {
  const page = await open("check.html");
  await page.waitForSelector(".cm-content");
  const cost = await page.evaluate(async () => {
    const names = ["ims:images:list", "ecs:cloudServers:createServers", "obs:bucket:listBucket", "vpc:vpcs:create", "evs:volumes:create",
      "kms:cmk:create", "iam:agencies:list", "rds:instance:list", "elb:loadbalancers:get", "dns:zone:list"];
    const text = JSON.stringify({ Version: "5.0", Statement: names.map(it => ({ Effect: "Allow", Action: [it] })) });
    const costs = [];
    for (let at = 0; at < 50; at++) {
      const start = performance.now();
      hwcIamPlayground.check(text);
      costs.push(performance.now() - start);
    }
    return costs.sort((one, other) => one - other)[25];
  });
  console.log(`  median ${cost.toFixed(2)} ms (aim: 5)`);
  await page.close();
});

await step("decide: what would settle it, and that it does", async () => {
  const page = await open("decide.html");
  await page.waitForSelector(".verdict");
  assert.match(await page.locator(".verdict").innerText(), /ims:images:copyCrossRegion is not allowed by any statement/);
  await page.locator("[name=add]").click();
  await page.locator(".row .key").fill("g:MFAPresent");
  await page.locator(".row [type=checkbox]").check();
  await page.waitForSelector(".verdict.unknown");
  assert.match(await page.locator(".answer").innerText(), /What would settle it[^]*g:MFAPresent/);
  await page.locator(".row [type=checkbox]").uncheck();
  await page.locator(".row .value").fill("true");
  await page.waitForSelector(".verdict.allow");
  assert.match(await page.locator(".answer").innerText(), /statement 1 replicate applies/);
  await shot(page, "decide");
  await page.locator("[name=action]").fill("ims:images:delete");
  await page.waitForSelector(".verdict.implicit_deny");
  await page.close();
});

await step("compare: verdict, witness, gained and lost", async () => {
  const page = await open("compare.html");
  await page.waitForSelector(".verdict.incomparable");
  assert.match(await page.locator(".answer").innerText(), /Gained[^]*ims:images:copy[^]*Lost[^]*ims:images:get/);
  await shot(page, "compare");
  await write(page, ".editor[data-name=new]", await page.locator(".editor[data-name=old] .cm-content").innerText());
  await page.waitForSelector(".verdict.equal");
  await write(page, ".editor[data-name=new]", "{");
  await page.waitForSelector(".answer .problem");
  await page.close();
});

await step("migrate", async () => {
  const page = await open("migrate.html");
  await page.waitForFunction(() => /copyCrossRegion/.test(document.querySelector("[data-name=new] .cm-content")?.innerText));
  assert.match(await page.locator(".answer").innerText(), /statement 0 allows/);
  await shot(page, "migrate");
  await page.close();
});

await step("generate", async () => {
  const page = await open("generate.html");
  await page.waitForFunction(() => /copyCrossRegion/.test(document.querySelector("[data-name=policy] .cm-content")?.innerText));
  await shot(page, "generate");
  await page.locator("[name=calls]").fill("");
  await page.locator("[name=calls]").pressSequentially("CopyImageInR");
  await page.locator(".offers button").first().click();
  await page.waitForFunction(() => /copyInRegion/.test(document.querySelector("[data-name=policy] .cm-content").innerText));
  await page.close();
});

/** As WCAG 2.2 defines it, of two colours of CSS. */
const contrast = (one, other) => {
  const luminance = colour => {
    const [r, g, b] = colour.match(/\w\w/g).map(it => parseInt(it, 16) / 255).map(it => (it <= 0.04045 ? it / 12.92 : ((it + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
};

await step("dark, on a phone, on paper", async () => {
  for (const colorScheme of ["light", "dark"]) {
    const page = await open("check.html", { colorScheme });
    await page.waitForSelector(".findings li, output:not(:empty)");
    const colours = await page.evaluate(() => Object.fromEntries(["error", "warning", "good", "name", "string", "number", "text", "quiet", "ground", "raised", "chosen"]
      .map(it => [it, getComputedStyle(document.documentElement).getPropertyValue(`--${it}`).trim().slice(1)])));
    for (const [text, grounds] of Object.entries({ error: ["ground", "raised"], warning: ["ground", "raised"], good: ["ground", "raised"], name: ["ground"], string: ["ground"], number: ["ground"], text: ["chosen"] })) {
      for (const ground of grounds) {
        const ratio = contrast(colours[text], colours[ground]);
        assert(ratio >= 4.5, `${colorScheme}: ${text} on ${ground}: ${ratio.toFixed(2)}`);
      }
    }
    await write(page, ".editor", SLIP);
    await page.waitForSelector(".findings li.error");
    await shot(page, `check-${colorScheme}`);
    await page.close();
  }
  for (const file of ["services/ims.html", "check.html", "decide.html"]) {
    const page = await open(file, { viewport: { width: 390, height: 844 }, colorScheme: "dark" });
    if (file !== "services/ims.html") await page.waitForSelector(".cm-content");
    await shot(page, `phone-${path.basename(file, ".html")}`);
    await page.close();
  }
  const page = await open("services/ims.html");
  await shot(page, "service");
  await page.emulateMedia({ media: "print" });
  assert(!(await page.locator("form.search").isVisible()));
  await page.close();
});

await browser.close();
