import { expect, test } from 'vitest';
import label from '../../locales/fa/label.json' with { type: 'json' };

/** Guides and people's habits rest on these; ٔ is U+0654 after ه, the joint a ZWNJ. */
test('the fixed labels keep their every letter', () => {
  expect(label).toEqual({
    accept: 'می\u200cپذیرم و عضو می\u200cشوم',
    sharePhone: 'ارسال شماره\u0654 من',
    start: 'شروع پاسخ\u200cگویی',
    resume: 'ادامه\u0654 پاسخ\u200cگویی',
    noOpinion: 'نظری ندارم',
    keepPrevious: 'همان پاسخ دور قبل',
    keepAllPrevious: 'همه\u0654 پاسخ\u200cها مانند دور قبل',
    writeReason: 'نوشتن دلیل',
    takeBack: 'برگرداندن',
    higher: 'بالاتر',
    lower: 'پایین\u200cتر',
    next: 'بعدی',
    previous: 'قبلی',
    submit: 'ثبت نهایی',
    createStudy: 'ایجاد مطالعه',
    applyChanges: 'اعمال تغییرات',
    openRound: 'شروع دور',
    continuePanel: 'ادامه با این پانل',
    closeAllTheSame: 'با این همه بستن',
    closeRound: 'بستن دور',
    forget: 'فراموش کردن',
    finishStudy: 'پایان مطالعه',
    sendReminder: 'فرستادن یادآوری',
    decline: 'نه، سپاس',
    acceptProposal: 'پذیرفتن',
    rewordProposal: 'ویرایش و پذیرفتن',
    mergeProposal: 'ادغام',
    rejectProposal: 'رد کردن',
    keepItem: 'نگه داشتن',
    dropItem: 'کنار گذاشتن',
    cancel: 'لغو',
    keepPaper: 'ثبت پاسخ\u200cهای کاغذی',
    confirmCriterion: 'تأیید می\u200cکنم',
    isMe: 'خودم هستم',
    isNotMe: 'من نیستم',
  });
});
