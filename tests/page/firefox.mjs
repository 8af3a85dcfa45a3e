// Opens a page in Firefox and goes through it once: what it finds is printed as JSON.
//
//   node firefox.mjs FIREFOX PAGE.html SCREENSHOT.png

import puppeteer from "puppeteer-core";

const [program, address, picture] = process.argv.slice(2);
const browser = await puppeteer.launch({ browser: "firefox", executablePath: program, headless: true });
const page = await browser.newPage();
const said = [];
const requests = [];
page.on("console", (message) => said.push(message.text()));
page.on("pageerror", (error) => said.push(String(error)));
page.on("request", (request) => requests.push(request.url()));
await page.setViewport({ width: 1280, height: 900 });
await page.goto(`file://${address}`);
await page.waitForSelector("#_figure svg, #_figure canvas");

const labels = () => page.$$eval("#_figure svg text", (texts) => texts.length);
const found = { first: await labels() };
await page.click("#_zoom-in");
await page.click("#_zoom-in");
await new Promise((done) => setTimeout(done, 900));
found.zoomed = await labels();
await page.click("#_fit");
await new Promise((done) => setTimeout(done, 900));
await page.focus("#_figure");
await page.keyboard.press("ArrowRight");
await page.waitForSelector("#_panel:not([hidden])");
found.hash = await page.evaluate(() => location.hash);
found.panel = await page.$eval("#_panel-body", (body) => body.textContent.trim().slice(0, 200));
await page.keyboard.press("ArrowRight");
found.next = await page.evaluate(() => location.hash);
await page.evaluate(() => history.back());
await new Promise((done) => setTimeout(done, 300));
found.back = await page.evaluate(() => location.hash);
await page.screenshot({ path: picture });
found.said = said;
found.requests = requests.filter((url) => !url.startsWith("file:") && !url.startsWith("data:"));
await browser.close();
process.stdout.write(JSON.stringify(found));
