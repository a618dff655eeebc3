// Opens a page as its readers do - a wide window, a tablet, a phone, a dark screen, the keyboard alone, paper - and
// prints what it saw as JSON. Usage: node look.js PAGE.html CHROMIUM [PDF]
'use strict';
const { chromium } = require('playwright-core');
const { pathToFileURL } = require('node:url');

const widths = [360, 768, 1280];
const patience = 180000;  // ms; a busy machine is slow, not broken

// In the page: marks that Vega drew in each figure, what it says, and whether it is an error.
function figures() {
  return Array.from(document.querySelectorAll('figure.chart-figure'), (figure) => ({
    name: figure.querySelector('script').dataset.figure,
    marks: figure.querySelectorAll('svg .role-mark path, svg .role-mark line, svg .role-mark text').length,
    dots: figure.querySelectorAll('svg .mark-symbol.role-mark path').length,
    buttons: figure.querySelectorAll('.downloads button').length,
    text: Array.from(figure.querySelectorAll('.chart text'), (text) => text.textContent).join(' | ')
        + (figure.querySelector('svg') ? '' : figure.querySelector('.chart').textContent),
    broken: /NaN|undefined/.test(figure.querySelector('.chart').innerHTML),
  }));
}

// In the page: the lowest contrast (WCAG 2) of any visible text with what lies behind it.
function lowest_contrast() {
  const rgba = (text) => { const c = text.match(/[\d.]+/g).map(Number); return c.length === 3 ? [...c, 1] : c; };
  const luminance = ([r, g, b]) => [r, g, b].map((v) => v / 255)
      .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
      .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const over = (top, under) => under.slice(0, 3).map((v, i) => top[i] * top[3] + v * (1 - top[3]));
  const ground = (element) => {
    const layers = [];
    for (let at = element; at; at = at.parentElement) layers.push(rgba(getComputedStyle(at).backgroundColor));
    return layers.reverse().reduce((under, layer) => over(layer, under), [255, 255, 255]);
  };
  let lowest = { ratio: 21, text: '' };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement, style = getComputedStyle(element);
    if (!node.textContent.trim() || !element.getClientRects().length || style.visibility === 'hidden') continue;
    if (['SCRIPT', 'STYLE', 'NOSCRIPT'].includes(element.tagName)) continue;
    const colour = rgba(element instanceof SVGElement ? style.fill : style.color);
    const below = ground(element), a = luminance(over(colour, below)), b = luminance(below);
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < lowest.ratio) lowest = { ratio, text: node.textContent.trim().slice(0, 60) };
  }
  return { ...lowest, ground: getComputedStyle(document.body).backgroundColor };
}

function watch(page, seen) {
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) seen.errors.push(message.text());
  });
  page.on('pageerror', (error) => seen.errors.push(error.message));
  page.on('request', (request) => {
    if (/^(https?|wss?|ftp):/.test(request.url())) seen.requests.push(request.url());
  });
}

async function open(context, url, seen) {
  context.setDefaultTimeout(patience);
  const page = await context.newPage();
  watch(page, seen);
  await page.goto(url);
  await page.waitForFunction(
      () => Array.from(document.querySelectorAll('.chart')).every((chart) => chart.childElementCount || chart.textContent),
      undefined, { timeout: patience });
  return page;
}

// Pixels that lie beside the window, and the elements that reach there.
async function overflow(page, width) {
  await page.setViewportSize({ width, height: 900 });
  await page.waitForTimeout(500);  // figures take the new width
  return page.evaluate(() => {
    const edge = document.documentElement.clientWidth;
    const box = (element) => element.getBoundingClientRect();
    const outside = Array.from(document.querySelectorAll('main *, nav *, header *, footer *'))
        .filter((element) => box(element).right > edge + 0.5 && !element.closest('.scroll, svg'))
        .map((element) => `${element.tagName} ${element.className}`);
    return { pixels: document.documentElement.scrollWidth - edge, outside: outside.slice(0, 5) };
  });
}

// What the Tab key comes to, in order, on a page just opened.
async function tab_order(page) {
  const reached = [];
  for (let i = 0; i < 1000; ++i) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === document.body || element === document.documentElement || element.dataset.reached) return null;
      element.dataset.reached = 'yes';
      const style = getComputedStyle(element);
      return { name: element.getAttribute('href') || element.id || element.tagName.toLowerCase(),
               ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 };
    });
    if (!at) break;
    reached.push(at);
  }
  return reached;
}

// Whether Enter on each entry of the contents brings its section to the top of the window, or the page's end there.
async function contents(page) {
  const entries = [];
  for (const href of await page.$$eval('nav a', (links) => links.map((link) => link.getAttribute('href')))) {
    await page.evaluate(() => window.scrollTo(0, 0));
    await page.focus(`nav a[href="${href}"]`);
    await page.keyboard.press('Enter');
    await page.waitForTimeout(100);
    entries.push(await page.evaluate((to) => {
      const section = document.querySelector(to).getBoundingClientRect(), root = document.documentElement;
      const end = Math.abs(root.scrollTop + root.clientHeight - root.scrollHeight) < 2;
      return { href: to, lands: Math.abs(section.top) < 40 || (end && section.top < root.clientHeight) };
    }, href));
  }
  return entries;
}

// The files that the buttons of the first figures save.
async function saved(page) {
  const names = [];
  page.on('download', (download) => { names.push(download.suggestedFilename()); });
  const buttons = (await page.$$('.downloads button')).slice(0, 4);
  for (const button of buttons) {
    const before = names.length;
    await button.click();
    for (let i = 0; i < 50 && names.length === before; ++i) await page.waitForTimeout(100);
  }
  return names;
}

async function tooltip(page) {
  const dot = page.locator('.chart .mark-symbol.role-mark path').first();
  if (await dot.count() === 0) return '';
  await dot.scrollIntoViewIfNeeded();
  await dot.hover({ force: true });
  await page.waitForTimeout(300);
  return page.evaluate(() => document.querySelector('#vg-tooltip-element.visible')?.innerText.replace(/\s+/g, ' ') ?? '');
}

async function look(path, executablePath, pdf) {
  const seen = { errors: [], requests: [] };
  const url = pathToFileURL(path).href;
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const light = await browser.newContext({ viewport: { width: 1280, height: 900 }, acceptDownloads: true });
    const page = await open(light, url, seen);
    seen.figures = await page.evaluate(figures);
    seen.pictures = await page.$$eval('img', (images) => images.map((image) => image.naturalWidth));
    seen.tab_order = await tab_order(page);
    seen.tooltip = await tooltip(page);
    seen.saved = await saved(page);
    seen.light = await page.evaluate(lowest_contrast);
    seen.contents = await contents(page);
    seen.overflow = {};
    for (const width of widths) seen.overflow[width] = await overflow(page, width);
    await page.setViewportSize({ width: 1280, height: 900 });
    const open_boxes = () => page.$$eval('details', (boxes) => boxes.filter((box) => box.open).length);
    seen.folded = await page.$$eval('details', (boxes) => boxes.length);
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    seen.open_for_printing = await open_boxes();
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    seen.open_after_printing = await open_boxes();
    if (pdf) await page.pdf({ path: pdf, preferCSSPageSize: true, format: 'A4' });

    const dark = await browser.newContext({ viewport: { width: 1280, height: 900 }, colorScheme: 'dark' });
    seen.dark = await (await open(dark, url, seen)).evaluate(lowest_contrast);
  } finally {
    await browser.close();
  }
  return seen;
}

const [path, executable, pdf] = process.argv.slice(2);
look(path, executable, pdf).then(
    (seen) => process.stdout.write(JSON.stringify(seen) + '\n'),
    (error) => { process.stderr.write(error.stack + '\n'); process.exitCode = 1; });
