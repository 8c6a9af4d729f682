export const languages = ["en", "el", "ru", "fa", "ar"] as const;
export type Language = (typeof languages)[number];

const names = [
  "shop", "skip", "menu", "search", "cart", "account", "known", "language", "welcome", "heroTitle", "heroText", "forYou", "bestsellers", "newArrivals", "add", "wish", "price", "together",
  "similar", "seen", "emptyCart", "quantity", "remove", "total", "checkout", "order", "thanks", "orderText", "signIn", "signOut", "name", "email", "signedIn", "choices", "personalization",
  "analytics", "marketing", "save", "saved", "askTitle", "askText", "yes", "no", "knownText", "knownNothing", "open", "results", "nothing", "goesWith", "brands", "hide", "facts", "products", "orders", "browse",
] as const;

const table: Record<Language, string> = {
  en: `Demo shop|Skip to the content|Menu|Search|Cart|Account|What this shop knows|Language|Welcome|For days outside|Boots, tents and good coffee, picked for you.|For you|Bestsellers|New here|Add to cart|Remember|Price|Bought together|Similar|You looked at|Your cart is empty.|Quantity|Remove|Total|To checkout|Place the order|Thank you|Your order number is|Sign in|Sign out|First name|E-mail|Signed in as|Your choices|Fit the shop to me|Count visits|Write to me about offers|Save|Saved.|May we remember you?|With your yes the shop shows what suits you. You can change it in your account at any time.|Yes|No|All that the shop has stored about this browser, and why.|Nothing: you have not agreed that we remember you.|Open the full page|Found for|Nothing found.|Goes with your cart|Brand|Not for me|Facts|Products|Orders|Have a look around: everything is in stock.`,
  el: `Δοκιμαστικό κατάστημα|Μετάβαση στο περιεχόμενο|Μενού|Αναζήτηση|Καλάθι|Λογαριασμός|Τι γνωρίζει το κατάστημα|Γλώσσα|Καλώς ήρθατε|Για μέρες έξω|Μπότες, σκηνές και καλός καφές, διαλεγμένα για εσάς.|Για εσάς|Δημοφιλή|Νέα|Στο καλάθι|Να το θυμάμαι|Τιμή|Αγοράζονται μαζί|Παρόμοια|Είδατε|Το καλάθι σας είναι άδειο.|Ποσότητα|Αφαίρεση|Σύνολο|Στο ταμείο|Αποστολή παραγγελίας|Ευχαριστούμε|Ο αριθμός παραγγελίας σας είναι|Σύνδεση|Αποσύνδεση|Όνομα|E-mail|Συνδεθήκατε ως|Οι επιλογές σας|Προσαρμογή του καταστήματος σε εμένα|Μέτρηση επισκέψεων|Γράψτε μου για προσφορές|Αποθήκευση|Αποθηκεύτηκε.|Να σας θυμόμαστε;|Με το ναι σας το κατάστημα δείχνει ό,τι σας ταιριάζει. Μπορείτε να το αλλάξετε οποτεδήποτε στον λογαριασμό σας.|Ναι|Όχι|Όλα όσα έχει αποθηκεύσει το κατάστημα για αυτόν τον περιηγητή, και γιατί.|Τίποτα: δεν έχετε συμφωνήσει να σας θυμόμαστε.|Άνοιγμα όλης της σελίδας|Βρέθηκαν για|Δεν βρέθηκε τίποτα.|Ταιριάζει με το καλάθι σας|Μάρκα|Όχι για εμένα|Στοιχεία|Προϊόντα|Παραγγελίες|Ρίξτε μια ματιά: όλα είναι διαθέσιμα.`,
  ru: `Демонстрационный магазин|К содержанию|Меню|Поиск|Корзина|Аккаунт|Что знает магазин|Язык|Добро пожаловать|Для дней на воздухе|Ботинки, палатки и хороший кофе, подобранные для вас.|Для вас|Хиты продаж|Новинки|В корзину|Запомнить|Цена|Покупают вместе|Похожие|Вы смотрели|Ваша корзина пуста.|Количество|Убрать|Итого|К оформлению|Оформить заказ|Спасибо|Номер вашего заказа|Войти|Выйти|Имя|E-mail|Вы вошли как|Ваш выбор|Подстраивать магазин под меня|Считать посещения|Писать мне о предложениях|Сохранить|Сохранено.|Можно вас запомнить?|С вашего согласия магазин покажет то, что вам подходит. Изменить выбор можно в аккаунте в любое время.|Да|Нет|Всё, что магазин хранит об этом браузере, и зачем.|Ничего: вы не соглашались, чтобы мы вас запоминали.|Открыть всю страницу|Найдено по запросу|Ничего не найдено.|Подойдёт к вашей корзине|Бренд|Не для меня|Сведения|Товары|Заказы|Осмотритесь: всё есть в наличии.`,
  fa: `فروشگاه نمایشی|رفتن به محتوا|فهرست|جستجو|سبد خرید|حساب کاربری|این فروشگاه چه می‌داند|زبان|خوش آمدید|برای روزهای بیرون از خانه|چکمه، چادر و قهوهٔ خوب، برگزیده برای شما.|برای شما|پرفروش‌ها|تازه‌ها|افزودن به سبد|به خاطر بسپار|قیمت|با هم خریده می‌شوند|مشابه|دیده‌اید|سبد شما خالی است.|تعداد|حذف|جمع|رفتن به پرداخت|ثبت سفارش|سپاسگزاریم|شمارهٔ سفارش شما|ورود|خروج|نام|ایمیل|وارد شده با نام|انتخاب‌های شما|فروشگاه را با من هماهنگ کن|بازدیدها را بشمار|دربارهٔ پیشنهادها به من بنویسید|ذخیره|ذخیره شد.|اجازه هست شما را به یاد بسپاریم؟|با موافقت شما فروشگاه آنچه را مناسب شماست نشان می‌دهد. هر زمان می‌توانید در حساب خود تغییرش دهید.|بله|خیر|هر آنچه فروشگاه دربارهٔ این مرورگر نگه داشته است، و چرا.|هیچ: شما نپذیرفته‌اید که به یاد بمانید.|باز کردن صفحهٔ کامل|یافته‌ها برای|چیزی یافت نشد.|مناسب سبد شما|برند|برای من نیست|دانسته‌ها|کالاها|سفارش‌ها|نگاهی بیندازید: همه چیز موجود است.`,
  ar: `متجر تجريبي|إلى المحتوى|القائمة|بحث|السلة|الحساب|ماذا يعرف المتجر|اللغة|أهلًا بك|لأيام في الهواء الطلق|أحذية وخيام وقهوة جيدة، مختارة لك.|لك|الأكثر مبيعًا|جديد|أضف إلى السلة|تذكّره|السعر|تُشترى معًا|مشابه|شاهدت|سلتك فارغة.|الكمية|إزالة|المجموع|إلى الدفع|إرسال الطلب|شكرًا لك|رقم طلبك|تسجيل الدخول|تسجيل الخروج|الاسم|البريد الإلكتروني|مسجل باسم|خياراتك|لائم المتجر معي|عدّ الزيارات|راسلوني بالعروض|حفظ|تم الحفظ.|هل يمكننا أن نتذكرك؟|بموافقتك يعرض المتجر ما يناسبك. يمكنك تغيير ذلك في حسابك في أي وقت.|نعم|لا|كل ما يحفظه المتجر عن هذا المتصفح، ولماذا.|لا شيء: لم توافق على أن نتذكرك.|افتح الصفحة الكاملة|نتائج البحث عن|لم يُعثر على شيء.|يناسب سلتك|العلامة|ليس لي|معلومات|منتجات|طلبات|ألقِ نظرة: كل شيء متوفر.`,
};

export type Texts = Record<(typeof names)[number], string>;

/** The shop's texts in a language. */
export function texts(language: string): Texts {
  const all = table[language as Language].split("|");
  if (all.length !== names.length) throw new Error(`${language}: ${all.length} texts of ${names.length}`);
  return Object.fromEntries(names.map((name, place) => [name, all[place]])) as Texts;
}

/** Names of the demo shop's categories; a category that has none here is called as the catalog calls it. */
const categories: Record<string, string[]> = {
  Hiking: ["Πεζοπορία", "Походы", "کوهنوردی", "المشي لمسافات طويلة"],
  Camping: ["Κάμπινγκ", "Кемпинг", "کمپینگ", "التخييم"],
  Kitchen: ["Κουζίνα", "Кухня", "آشپزخانه", "المطبخ"],
  "Coffee & tea": ["Καφές & τσάι", "Кофе и чай", "قهوه و چای", "القهوة والشاي"],
  "Home textiles": ["Υφάσματα σπιτιού", "Домашний текстиль", "منسوجات خانگی", "منسوجات منزلية"],
  Garden: ["Κήπος", "Сад", "باغ", "الحديقة"],
  Kids: ["Παιδικά", "Детям", "کودکان", "الأطفال"],
  Books: ["Βιβλία", "Книги", "کتاب", "الكتب"],
};

export const categoryName = (name: string, language: string): string => categories[name]?.[languages.indexOf(language as Language) - 1] ?? name;
