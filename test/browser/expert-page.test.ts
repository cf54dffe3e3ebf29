import { expect, test } from 'vitest';
import { launchBrowser } from './chromium.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { EXPERT_PAGES, printExpertPage } from './expert-page.ts';

describeInBrowser('an expert’s page', () => {
  test.each(EXPERT_PAGES)('is one sheet of A4 (%s)', async (language) => {
    const browser = await launchBrowser();
    try {
      const pdf = (await printExpertPage(browser, language)).toString('latin1');
      expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(1);
      expect(pdf.match(/\/MediaBox \[0 0 594\.\d+ 841\.\d+\]/g)).toHaveLength(1);
    } finally {
      await browser.close();
    }
  });
});
