/** Words that docs/glossary.md has others for, in what people read; what they may write in a workbook stands elsewhere. */
export const OTHER_WORDS =
  /آیتم|کاربر|شرکت\u200cکنند|سؤال|سوال|پرسشنامه|نظرسنجی|پرونده|نویسه|دست\u200cبالا|برگزین|این\u200cجا|آن\u200cجا|آن\u200cکه|فرمان\u200c|اعضا|عضوها|(?<!بارش )ایده|قاعده\u200cها/;
