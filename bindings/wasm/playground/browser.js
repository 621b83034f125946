// The site in a real browser, from its files: `node browser.js SITE SCREENSHOTS`.
import assert from "node:assert";
import fs from "node:fs";
import { createRequire } from "node:module";
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

await step("every kind of page as WCAG 2.2 AA has it, light and dark", async () => {
  const axe = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  for (const colorScheme of ["light", "dark"]) {
    for (const file of [...KINDS, ...TOOLS.map(it => `${it}.html`)]) {
      const page = await open(file, { colorScheme });
      if (TOOLS.includes(file.replace(".html", ""))) await page.waitForSelector(".cm-content, .problem");
      // Of a table with a thousand equal rows the first ones show what is wrong with it.
      await page.evaluate(() => document.querySelectorAll("table").forEach(it => [...it.tBodies].slice(12).forEach(row => row.remove())));
      await page.evaluate(axe);
      // The dark pages are the same but for their colours.
      const rules = colorScheme === "dark" ? ["color-contrast"] : ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
      const { violations, passes } = await page.evaluate(rules => globalThis.axe.run({ preload: false, runOnly: rules }), rules);
      assert(passes.some(it => it.id === "color-contrast"), file);
      const found = violations.map(it => `${it.id}: ${it.help}: ${it.nodes.slice(0, 3).map(it => `${it.html} (${it.failureSummary})`).join("; ")}`);
      assert.deepStrictEqual(found, [], `${file}, ${colorScheme}`);
      await page.close();
    }
  }
});

await step("by keyboard alone", async () => {
  const page = await open("services/ims.html");
  const focused = () => page.evaluate(() => document.activeElement.textContent.trim() || document.activeElement.name);
  const order = [];
  for (let at = 0; at < 4; at++) {
    await page.keyboard.press("Tab");
    order.push(await focused());
    assert(await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle !== "none"), order.at(-1));
  }
  assert.deepStrictEqual(order.slice(0, 3), ["Skip to the content", "hwc-iam", "q"]);
  await page.keyboard.press("/");
  await page.keyboard.type("ims:images:");
  await page.waitForSelector("#results a");
  const chosen = () => page.locator("#results [aria-selected=true] code").innerText();
  const first = await chosen();
  await page.keyboard.press("ArrowDown");
  assert.notStrictEqual(await chosen(), first);
  await page.keyboard.press("Escape");
  assert(!(await page.locator("#results").isVisible()));
  // A filter is a form like any other.
  await page.locator("form[data-for=action-table] [name=text]").focus();
  await page.keyboard.type("crossregion");
  assert.match(await page.locator("form[data-for=action-table] output").innerText(), /^[1-9] of \d+$/);
  await page.close();
});

await step("filters by level, model and cloud", async () => {
  const page = await open("services/ims.html");
  const filter = page.locator("form[data-for=action-table]");
  const shown = async () => Number((await filter.locator("output").innerText()).split(" ")[0]);
  const all = await shown();
  const rows = () => page.locator("#action-table tbody:visible").evaluateAll(all => all.map(it => ({ ...it.dataset })));
  for (const [name, value] of [["level", "write"], ["model", "role"], ["cloud", "otc"]]) {
    await filter.locator(`[name=${name}]`).selectOption(value);
    assert((await shown()) > 0 && (await shown()) < all, `${name}=${value}`);
    assert((await rows()).every(it => it[name].split(" ").includes(value)), `${name}=${value}`);
    await filter.locator(`[name=${name}]`).selectOption("");
  }
  await page.close();
});

await step("readable without scripts", async () => {
  const page = await open("services/ims.html", { javaScriptEnabled: false });
  assert(await page.locator("[id='ims:images:copyCrossRegion']").isVisible());
  assert(!(await page.locator("form.search").isVisible()));
  await page.close();
});

await step("search by keyboard", async () => {
  const page = await open("index.html");
  await page.keyboard.press("/");
  await page.keyboard.type("ims:images:copyCrosRegion");
  await page.waitForSelector("#results a");
  await shot(page, "search");
  await page.keyboard.press("Enter");
  await page.waitForURL(/services\/ims\.html#ims:images:copyCrossRegion$/);
  await page.keyboard.press("/");
  await page.keyboard.type("镜像服务");
  await page.waitForSelector("#results a");
  assert.match(await page.locator("#results li").first().innerText(), /^ims/);
  const [median, fastest, query] = await page.evaluate(() => ["ims:images:copyCrossRegion", "ims:images:copyCrosRegion", "创建", "e", "list", "qwertyuiop asdfghjkl"]
    .map(query => {
      const costs = Array.from({ length: 9 }, () => {
        const start = performance.now();
        hwcIamSearch.find(query);
        return performance.now() - start;
      });
      costs.sort((one, other) => one - other);
      return [costs[4], costs[0], query];
    })
    .sort((one, other) => other[0] - one[0])[0]);
  console.log(`  slowest query: ${fastest.toFixed(1)} to ${median.toFixed(1)} ms (${query}; aim: 20)`);
  await page.close();
});

const SLIP = `{
  "Version": "5.0",
  "Statement": [
    {
      "Sid": "复制",
      "Effect": "Allow",
      "Action": ["ims:images:copyCrosRegion", "ims:images:list", "ims:images:list"]
    }
  ]
}`;

await step("check: the finding at its place, the proved fix, the name that was meant, format, share", async () => {
  const page = await open("check.html");
  await page.waitForSelector(".cm-content");
  await write(page, ".editor", SLIP);
  const finding = page.locator(".findings li.error");
  await finding.first().waitFor();
  assert.match(await finding.first().innerText(), /line 7, column 18[^]*ims:images:copyCrosRegion[^]*ims:images:copyCrossRegion/);
  // The literal is what is underlined, after text whose bytes and units differ.
  assert.strictEqual(await page.locator(".cm-lintRange-error").first().innerText(), '"ims:images:copyCrosRegion"');
  await shot(page, "check");
  const text = () => page.locator(".cm-content").innerText();
  // A slip has no fix: to write what was meant grants it.
  assert.strictEqual(await finding.first().locator(".fix").count(), 0);
  const repeated = page.locator(".findings li", { hasText: "duplicate" });
  await repeated.locator(".fix").click();
  await repeated.waitFor({ state: "detached" });
  assert.match(await text(), /"ims:images:copyCrosRegion", "ims:images:list"\]/);
  await finding.first().locator(".meant").click();
  await page.waitForFunction(() => !document.querySelector(".findings li.error"));
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

await step("check: no fix grants more", async () => {
  const page = await open("check.html");
  await page.waitForSelector(".cm-content");
  const policies = [
    { Effect: "Allow", Action: ["ims:images:list", "ims:images:list", "ims:*:*"] },
    { Effect: "Allow", Action: "ims:images:list", Condition: { Bool: { "g:MFAPresent": [true] } } },
    { Effect: "Allow", Action: ["ims:images:get"], Resource: ["ims:*:*:image:*", "ims:*:*:image:a"], Condition: {} },
    { Effect: "Deny", Action: ["ims:images:get*", "ims:images:getTags"], Condition: { StringMatch: { "g:UserName": ["a*", "ab"] } } },
    { Effect: "Deny", Action: ["ims:images:*", "ims:images:list"] },
  ];
  const verdicts = await page.evaluate(all => all.flatMap(statement => {
    const text = JSON.stringify({ Version: "5.0", Statement: [statement, statement] }, null, 1);
    return hwcIamPlayground.check(text).filter(it => it.fix).map(it => {
      let mended = text;
      for (const { start, end, text } of [...it.fix.edits].reverse()) mended = mended.slice(0, start.offset) + text + mended.slice(end.offset);
      // A text that the checker cannot read was no policy, and granted nothing.
      let verdict;
      try { verdict = hwcIamPlayground.compare(text, mended).verdict; } catch (error) { verdict = error.message; }
      return [it.rule, verdict];
    });
  }), policies);
  assert(new Set(verdicts.map(it => it[0])).size >= 4, `${verdicts}`);
  for (const [rule, verdict] of verdicts) assert(["equal", "narrower"].includes(verdict), `${rule}: ${verdict}`);
  console.log(`  ${verdicts.length} fixes of ${new Set(verdicts.map(it => it[0])).size} rules`);
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
  const costs = await page.evaluate(() => {
    // Ten different ones, ten that are equal but for what a fix would take out, and ten of the shape of `benches/lint.rs`.
    const names = ["ims:images:list", "ecs:cloudServers:createServers", "obs:bucket:listBucket", "vpc:vpcs:create", "evs:volumes:create",
      "kms:cmk:create", "iam:agencies:list", "rds:instance:list", "elb:loadbalancers:get", "dns:zone:list"];
    const policies = {
      different: names.map(it => ({ Effect: "Allow", Action: [it] })),
      "equal, with fixes": names.map(() => ({ Effect: "Allow", Action: ["ims:images:list", "ims:images:get", "ims:images:get*"], Resource: ["ims:*:*:image:*", "ims:*:*:image:a"] })),
      "with patterns and conditions": names.map((_, at) => ({ Sid: `Images${at}`, Effect: "Allow", Action: ["ims:images:get", "ims:images:export", "ims:images:update*"],
        Resource: [`ims:cn-north-4:*:image:image-${at}`], Condition: { Bool: { "g:MFAPresent": ["true"] }, StringEquals: { "g:ResourceTag/owner": [`team-${at}`] } } })),
    };
    return Object.entries(policies).map(([name, Statement]) => {
      const text = JSON.stringify({ Version: "5.0", Statement }, null, 2);
      const costs = Array.from({ length: 50 }, () => {
        const start = performance.now();
        hwcIamPlayground.check(text);
        return performance.now() - start;
      });
      costs.sort((one, other) => one - other);
      return `${name} ${costs[0].toFixed(2)} to ${costs[25].toFixed(2)} ms`;
    });
  });
  console.log(`  fastest to median: ${costs.join("; ")} (aim: 5)`);
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
  await page.evaluate(() => document.querySelector("form[data-for=action-table]").scrollIntoView());
  await shot(page, "service");
  await page.emulateMedia({ media: "print" });
  assert(!(await page.locator("form.search").isVisible()));
  await page.close();
});

await browser.close();
