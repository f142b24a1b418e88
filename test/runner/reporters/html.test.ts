import { expect } from 'chai';
import type { Browser, Locator, Page } from 'playwright-core';
import { html } from '../../../src/runner/reporters/html.ts';
import type { RunResult } from '../../../src/runner/result.ts';
import { launchBrowser } from '../../e2e/browser.ts';
import { GOOD_RUN, PLAIN_OPTIONS, RICH_RUN, told } from './fixture.ts';

function pageOf(result: RunResult): string {
  return told(html.create(PLAIN_OPTIONS), result);
}

describe('html', () => {
  it('has no script, and refers to nothing', () => {
    expect(pageOf(RICH_RUN)).not.to.match(/<(script|link|img|iframe|object|base|a)\b|@import|url\(/i);
  });

  describe('in a browser', () => {
    let browser: Browser | undefined;
    let page: Page;
    const asked: string[] = [];

    before(async function () {
      this.timeout(30_000);
      browser = await launchBrowser();
      if (!browser) {
        console.log('      test skipped here: it needs Chromium (apt-get install chromium)');
        this.skip();
      }
      page = await browser.newPage();
      page.on('request', (request) => asked.push(request.url()));
      page.on('dialog', (dialog) => {
        asked.push(`dialog ${dialog.message()}`);
        void dialog.dismiss();
      });
    });

    after(() => browser?.close());

    beforeEach(async () => {
      await page.goto('about:blank');
      asked.length = 0;
      await page.setContent(pageOf(RICH_RUN));
    });

    /** What is seen of the cases, by their first line. */
    const seen = (): Promise<readonly string[]> => page.locator('.suite li summary:visible').allInnerTexts();

    it('asks for nothing and runs nothing that came in a name or an answer', async () => {
      expect(asked).to.deep.equal([]);
      expect(await page.locator('script, img, [src], [href], [onerror], [onload], [onclick]').count()).to.equal(0);
    });

    it('has failures open: what was expected and received is seen at once', async () => {
      const text = (await page.locator('.failures').allInnerTexts()).join('\n');
      for (const line of [
        'status: expected 403, received 201',
        'expected  403',
        'received  201',
        'answered by shop/goods.yaml:12',
        "curl -i 'http://127.0.0.1:43211/health'",
        '"<img src=x onerror=alert(2)>"',
      ]) {
        expect(text).to.include(line);
      }
      expect(await page.locator('li.passed p:visible').count()).to.equal(0);
    });

    it('tells in its title how the run went', async () => {
      expect(await page.title()).to.equal('5 failed, 1 suite with a failed before or after · mockapi test');
      await page.setContent(pageOf(GOOD_RUN));
      expect(await page.title()).to.equal('2 passed · mockapi test');
    });

    const filters: readonly (readonly [filter: string, cases: number, suites: number])[] = [
      ['failed', 7, 3],
      ['passed', 2, 2],
      ['skipped', 2, 1],
      ['all', 11, 3],
    ];
    for (const [filter, cases, suites] of filters) {
      it(`shows ${cases} of the rich run under ${filter}`, async () => {
        await page.locator(`label[for=show-${filter}]`).click();
        expect(await seen()).to.have.lengthOf(cases);
        expect(await page.locator('.suite:visible').count()).to.equal(suites);
      });
    }

    it('can be filtered and opened from the keyboard', async () => {
      await page.locator('#show-all').focus();
      await page.keyboard.press('ArrowRight');
      expect(await seen()).to.have.lengthOf(7);
    });

    for (const colorScheme of ['light', 'dark'] as const) {
      it(`has text that stands out when it is ${colorScheme}`, async () => {
        await page.emulateMedia({ colorScheme });
        for (const selector of ['.received', '.expected', '.note', '.curl', 'h2 small', '#show-all + label']) {
          expect(await contrastRatio(page.locator(selector).first()), selector).to.be.at.least(4.5);
        }
      });
    }
  });
});

/** Of the text's colour to what is behind it, as WCAG 2 counts it. */
async function contrastRatio(element: Locator): Promise<number> {
  const [front, back] = await element.evaluate((node) => {
    const styleOf = node.ownerDocument.defaultView.getComputedStyle;
    let behind = node;
    while (behind.parentElement && styleOf(behind).backgroundColor === 'rgba(0, 0, 0, 0)')
      behind = behind.parentElement;
    return [styleOf(node).color, styleOf(behind).backgroundColor];
  });
  const [lower = 0, higher = 0] = [luminance(front), luminance(back)].sort((a, b) => a - b);
  return (higher + 0.05) / (lower + 0.05);
}

/** Of `rgb(1, 2, 3)`. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? []).map((part) => {
    const share = Number(part) / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
