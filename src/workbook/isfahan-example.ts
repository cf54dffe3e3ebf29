import type { ExpertDraft, ItemDraft, PanelDraft, StudyDraft } from '../domain/study-draft.ts';

/**
 * The example: the Delphi study of Isfahan Municipality's services (Spaces and Places in the City, vol. 9, no. 34,
 * spring 1404), its question, scale, rules, panels, their composition, and the 21 services of its tables with the
 * titles as printed. Experts' names are invented, and so are the services whose definition says so: the published
 * tables hold only what was kept, and an example should show items being dropped.
 */

const INVENTED = 'نمونهٔ ساختگی؛ در پژوهش منتشرشده نیامده است.';

const PANELS: readonly PanelDraft[] = [
  { code: 'P1', name: 'معاونت خدمات شهری' },
  { code: 'P2', name: 'معاونت فرهنگی' },
  { code: 'P3', name: 'معاونت ترافیک' },
  { code: 'P4', name: 'معاونت برنامه‌ریزی' },
  { code: 'P5', name: 'معاونت عمران' },
  { code: 'P6', name: 'معاونت شهرسازی' },
  { code: 'P7', name: 'معاونت مالی' },
];

const ALL_PANELS = PANELS.map(({ code }) => code);

/** As printed, by panel. */
const PRINTED_TITLES: Readonly<Record<string, readonly string[]>> = {
  P1: [
    'رنگ‌آمیزی و رنگ‌زدایی فضای شهری؛ جدول‌ها و المان‌های رنگ‌آمیزی‌شده',
    'طراحی و اجرای دیوارنگاره با مضامین فرهنگی و اصالت محلات',
    'آذین‌بندی فضای شهری ویژهٔ مناسبت‌های ملی و مذهبی',
    'نظافت و رفع گرفتگی کانیو، جوی‌ها و آبراه‌ها و سپتیک؛ جلوگیری از آب‌گرفتگی معابر',
    'رفت‌وروب معابر، شست‌وشو و نظافت معابر، زمین‌های بایر، جدول‌ها و سایر المان‌های شهری',
    'پاک‌سازی و امحای آگهی (مادهٔ ۹۲ قانون مدیریت پسماند شهری)',
    'جمع‌آوری پسماند خشک و تر',
    'حفظ و نگهداشت مادی‌ها و انهار',
    'نگهداری و حفظ عرصه‌های فضای سبز',
    'برگزاری تورهای بازدید برای گردشگران',
    'نظارت بهداشتی بر بازارهای کوثر',
    'نگهداری پیشگیرانهٔ نمادها و المان‌های شهری',
  ],
  P2: [
    'ثبت‌نام و برگزاری کلاس‌ها و کارگاه‌های آموزشی (خانواده، کودک، هنری، اجتماعی، ورزشی و…)',
    'ارائهٔ خدمات مشاورهٔ فردی و گروهی',
    'برگزاری رویدادهای ملی، مناسبتی، ورزشی و فرهنگی؛ مسابقات ورزشی و هنری، جشنواره‌ها، تئاتر، نمایشگاه، گالری‌های هنری، کتاب، جشن‌ها و برنامه‌های مناسبتی مذهبی و ملی',
    'برگزاری اردوهای فرهنگی، گردشگری درون‌شهری و برون‌شهری (اردوهای شهروندی)',
    'مدیریت بهره‌برداری از کتابخانه‌ها و سالن‌های مطالعه بر مبنای برنامهٔ راهبردی',
    'تولید محتوای فرهنگی و آموزشی (دیجیتال و غیردیجیتال)',
    'توانمندسازی و حمایت از اقشار آسیب‌پذیر؛ برگزاری بازارچه‌های کار برای اقشار آسیب‌پذیر',
  ],
  P3: ['اجرای پروژه‌های ترافیکی حمل‌ونقل پاک؛ گسترش حمل‌ونقل پاک', 'اطلاع‌رسانی ترافیکی معابر'],
};

interface InventedService {
  readonly title: string;
  readonly audience: string;
  readonly group: readonly string[];
  /** Judged there too: a service of several departments. */
  readonly alsoIn?: string;
}

const INVENTED_SERVICES: Readonly<Record<string, readonly InventedService[]>> = {
  P1: [
    { title: 'گردآوری و نگهداری سگ‌های بی‌صاحب', audience: 'G2C', group: ['خدمات شهری', 'بهداشت محیط'] },
    { title: 'صدور مجوز جایگاه‌های میوه و تره‌بار', audience: 'G2B', group: ['خدمات شهری', 'بازارها'] },
    { title: 'رفع سد معبر پیاده‌روها', audience: 'G2B', group: ['خدمات شهری', 'انضباط شهری'], alsoIn: 'P3' },
    { title: 'آتش‌نشانی و امداد در حوادث شهری', audience: 'G2C', group: ['خدمات شهری', 'ایمنی'] },
    { title: 'تعویض روشنایی بوستان‌های محلی', audience: 'G2C', group: ['خدمات شهری', 'فضای سبز'] },
    { title: 'اجرای برنامهٔ سم‌پاشی درختان معابر', audience: 'G2C', group: ['خدمات شهری', 'فضای سبز'] },
    { title: 'آموزش تفکیک پسماند از مبدأ در محله‌ها', audience: 'G2C', group: ['خدمات شهری', 'پسماند'] },
  ],
  P2: [
    { title: 'مدیریت فرهنگ‌سراهای مناطق', audience: 'G2C', group: ['فرهنگی', 'مراکز فرهنگی'] },
    { title: 'صدور مجوز برگزاری نمایش خیابانی', audience: 'G2B', group: ['فرهنگی', 'رویدادها'] },
    { title: 'پشتیبانی از انجمن‌های ادبی محله', audience: 'G2C', group: ['فرهنگی', 'مشارکت‌ها'] },
    { title: 'گردآوری تاریخ شفاهی محله‌ها', audience: 'G2C', group: ['فرهنگی', 'میراث محله'] },
    { title: 'نظارت بر محتوای آگهی‌های شهری', audience: 'G2B', group: ['فرهنگی', 'تبلیغات'] },
    { title: 'اجرای برنامهٔ ورزش همگانی بوستان‌ها', audience: 'G2C', group: ['فرهنگی', 'ورزش'] },
  ],
  P3: [
    { title: 'تنظیم زمان‌بندی چراغ‌های راهنمایی', audience: 'G2C', group: ['ترافیک', 'کنترل ترافیک'] },
    { title: 'صدور مجوز تردد در محدودهٔ طرح ترافیک', audience: 'G2C', group: ['ترافیک', 'مجوزها'] },
    { title: 'گزارش خرابی تابلوها و خط‌کشی معابر', audience: 'G2C', group: ['ترافیک', 'ایمنی معابر'] },
    { title: 'بهره‌برداری از ایستگاه‌های دوچرخهٔ اشتراکی', audience: 'G2C', group: ['ترافیک', 'حمل‌ونقل پاک'] },
    { title: 'صدور پروانهٔ رانندگان تاکسی', audience: 'G2B', group: ['ترافیک', 'مجوزها'] },
    { title: 'آموزش ترافیک به دانش‌آموزان', audience: 'G2C', group: ['ترافیک', 'آموزش'] },
  ],
  P4: [
    { title: 'تدوین بودجهٔ سالانهٔ شهرداری', audience: 'G2C', group: ['برنامه‌ریزی', 'بودجه'] },
    { title: 'گردآوری پیشنهاد شهروندان برای بودجهٔ محله', audience: 'G2C', group: ['برنامه‌ریزی', 'بودجه'] },
    { title: 'نظرسنجی دوره‌ای رضایت شهروندان', audience: 'G2C', group: ['برنامه‌ریزی', 'پژوهش'] },
    { title: 'انتشار داده‌های باز شهری', audience: 'G2B', group: ['برنامه‌ریزی', 'فناوری اطلاعات'] },
    { title: 'نگهداری سامانهٔ درخواست‌های شهروندی', audience: 'G2C', group: ['برنامه‌ریزی', 'فناوری اطلاعات'] },
    { title: 'ارزیابی سالانهٔ عملکرد منطقه‌ها', audience: 'G2C', group: ['برنامه‌ریزی', 'ارزیابی'] },
  ],
  P5: [
    { title: 'لکه‌گیری آسفالت کوچه‌ها', audience: 'G2C', group: ['عمران', 'نگهداری معابر'] },
    { title: 'گزارش فرونشست و چالهٔ معابر', audience: 'G2C', group: ['عمران', 'نگهداری معابر'] },
    { title: 'ساخت پل‌های عابر پیاده', audience: 'G2C', group: ['عمران', 'ابنیهٔ شهری'] },
    { title: 'مناسب‌سازی پیاده‌روها برای افراد کم‌توان', audience: 'G2C', group: ['عمران', 'پیاده‌روها'] },
    { title: 'نظارت بر حفاری شرکت‌های خدماتی', audience: 'G2B', group: ['عمران', 'حفاری'] },
    { title: 'نگهداری سازه‌های آبخیز درون‌شهری', audience: 'G2C', group: ['عمران', 'ابنیهٔ شهری'] },
  ],
  P6: [
    { title: 'صدور پروانهٔ ساختمانی', audience: 'G2C', group: ['شهرسازی', 'پروانه‌ها'] },
    { title: 'صدور گواهی پایان‌کار', audience: 'G2C', group: ['شهرسازی', 'پروانه‌ها'] },
    { title: 'گزارش ساخت‌وسازهای بی‌پروانه', audience: 'G2C', group: ['شهرسازی', 'نظارت'] },
    { title: 'شناسایی بناهای باارزش محله‌ها', audience: 'G2C', group: ['شهرسازی', 'بافت تاریخی'] },
    { title: 'پاسخ‌گویی به استعلام ملک', audience: 'G2C', group: ['شهرسازی', 'استعلام‌ها'] },
    { title: 'گردآوری نظر ساکنان دربارهٔ طرح‌های محله', audience: 'G2C', group: ['شهرسازی', 'طرح‌های توسعه'] },
  ],
  P7: [
    { title: 'وصول عوارض نوسازی', audience: 'G2C', group: ['مالی', 'درآمد'] },
    { title: 'رسیدگی به اعتراض به عوارض', audience: 'G2C', group: ['مالی', 'درآمد'] },
    { title: 'به‌روزرسانی نشانی و مشخصات ملک‌ها', audience: 'G2C', group: ['مالی', 'ممیزی'] },
    { title: 'اجارهٔ غرفه‌ها و املاک شهرداری', audience: 'G2B', group: ['مالی', 'املاک'] },
    { title: 'گردآوری کمک‌های مردمی برای طرح‌های محله', audience: 'G2C', group: ['مالی', 'سرمایه‌گذاری'] },
    { title: 'معرفی فرصت‌های سرمایه‌گذاری شهری', audience: 'G2B', group: ['مالی', 'سرمایه‌گذاری'] },
  ],
};

/** Seats as the study had them: twelve on each panel, six of them shared by all. */
const SHARED_ROLES: readonly { readonly role: string; readonly names: readonly string[] }[] = [
  { role: 'خبرهٔ تحول سازمانی (استاد دانشگاه)', names: ['مهرانگیز فروتن', 'سیاوش دادورزاده'] },
  {
    role: 'متخصص حوزهٔ فرایندی شهرداری',
    names: ['پروانه نیک‌آیین', 'کامران رازقی‌پور', 'شهرزاد بهین‌فر', 'فرامرز گلشنی‌نیا'],
  },
];

const STAFF_OWNERS = 4;
const STAFF_OWNER = 'مالک ستادی';
const EXECUTIVE_OWNER = 'مالک اجرایی';

/** Invented: four staff owners, then two executive owners of each panel. */
const OWNERS: Readonly<Record<string, readonly string[]>> = {
  P1: [
    'نسترن پاک‌روان',
    'بهمن سرورزاده',
    'لادن مهرجویان',
    'اسفندیار کوه‌پیما',
    'ژاله بنفشه‌فر',
    'هوشنگ آبادیان',
  ],
  P2: ['آناهیتا سخن‌ور', 'کیومرث دل‌آرا', 'مهتاب نغمه‌سرا', 'شاهین فرزان‌پور', 'پریسا جشن‌آور', 'آرمان نگاریان'],
  P3: ['روزبه راه‌نورد', 'ستاره پیوندی‌فر', 'کاوه چابک‌زاد', 'نیلوفر گذریان', 'بابک ره‌گشا', 'شیدا مهرنوش'],
  P4: ['آذر دورنگر', 'سهراب روشن‌رای', 'گلناز تدبیری', 'جمشید پیش‌رو', 'ترانه سنجیده', 'داریوش نیک‌خواه'],
  P5: ['بیژن سازیان', 'فرنگیس پولادفر', 'اردشیر سنگ‌آبادی', 'مینو هموار', 'تورج بنیادی‌فر', 'سیمین استواری'],
  P6: ['کتایون خوش‌سرا', 'منوچهر شهرآرا', 'رکسانا نقش‌بندان', 'خسرو بناپور', 'فریبا کویریان', 'نادر بام‌داد'],
  P7: [
    'یاسمن ترازپور',
    'فریدون گنجوریان',
    'سودابه دفترزاده',
    'پرویز بهره‌ور',
    'لیلا روشن‌دفتر',
    'تهمینه درستکار',
  ],
};

function experts(): readonly ExpertDraft[] {
  const shared = SHARED_ROLES.flatMap(({ role, names }) =>
    names.map((name) => ({ name, role, panelCodes: ALL_PANELS })),
  );
  const owners = PANELS.flatMap(({ code }) =>
    OWNERS[code]!.map((name, at) => ({
      name,
      role: at < STAFF_OWNERS ? STAFF_OWNER : EXECUTIVE_OWNER,
      panelCodes: [code],
    })),
  );
  return [...shared, ...owners].map((expert, at) => ({
    key: `E${String(at + 1).padStart(2, '0')}`,
    ...expert,
    mobile: null,
  }));
}

function items(): readonly ItemDraft[] {
  return PANELS.flatMap(({ code: panel, name: unit }) => {
    const printed = (PRINTED_TITLES[panel] ?? []).map((title) => ({
      title,
      definition: '',
      audience: '',
      group: [],
      panelCodes: [panel],
    }));
    const invented = INVENTED_SERVICES[panel]!.map(({ title, audience, group, alsoIn }) => ({
      title,
      definition: INVENTED,
      audience,
      group,
      panelCodes: alsoIn ? [panel, alsoIn] : [panel],
    }));
    return [...printed, ...invented].map((item, at) => ({
      code: `${panel.replace('P', 'S')}${String(at + 1).padStart(2, '0')}`,
      unit,
      ...item,
    }));
  });
}

export const ISFAHAN_EXAMPLE: StudyDraft = {
  rules: {
    title: 'جمع‌سپاری خدمات شهرداری اصفهان',
    question:
      'با توجه به تعریف جمع‌سپاری (واگذاری خدمات به ذی‌نفعان مستقیم)، امکان جمع‌سپاری این خدمت تا چه اندازه است؟',
    guidance:
      'جمع‌سپاری یعنی واگذاری یک خدمت شهرداری به کسانی که خود از آن بهره می‌برند. ' +
      'برای هر خدمت بگویید که در شهر اصفهان تا چه اندازه می‌توان آن را به شهروندان سپرد. ' +
      'پاسخ درست یا نادرستی در کار نیست؛ تجربهٔ شما مهم است.',
    organiser: 'نمونهٔ آموزشی بر پایهٔ پژوهش منتشرشدهٔ شهرداری اصفهان (بهار ۱۴۰۴)',
    contact: 'این یک نمونه است؛ در مطالعهٔ خودتان راه تماس با برگزارکننده را اینجا بنویسید.',
    consent: '',
    kind: 'likert',
    neutralPoint: 3,
    keepsBy: 'mean',
    agreeingPerCent: 75,
    dropsFromRound: 1,
    yesPerCent: null,
    minRounds: 3,
    maxRounds: 3,
    stabilityThreshold: 0.2,
    agreementThreshold: null,
    openForDays: 7,
    reminderHours: [72, 24, 3],
    fridayReminders: true,
    minAnswersForFeedback: 5,
    shuffledItems: false,
    anonymity: 'coded',
    forgetAfterDays: 180,
    language: 'fa',
    excludedAudiences: ['G2G', 'G2E'],
  },
  scale: [
    { value: 1, label: 'نبود امکان جمع‌سپاری' },
    { value: 2, label: 'امکان جمع‌سپاری کم' },
    { value: 3, label: 'امکان جمع‌سپاری متوسط' },
    { value: 4, label: 'امکان جمع‌سپاری زیاد' },
    { value: 5, label: 'امکان جمع‌سپاری خیلی زیاد' },
  ],
  panels: PANELS,
  experts: experts(),
  items: items(),
  rounds: [],
};
