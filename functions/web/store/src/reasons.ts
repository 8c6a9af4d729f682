import type { Decision } from "../../sdk/src/slots.ts";
import { products } from "./server.ts";

const codes = [
  "bestseller", "bestseller_nearby", "trending", "trending_nearby", "category_bestseller", "new_arrival", "price_drop", "watched_price_drop", "back_in_stock", "recently_viewed", "recently_scanned",
  "left_in_cart", "saved_for_later", "also_bought", "also_viewed", "bought_together", "goes_with_cart", "small_extra", "step_up", "similar", "guide", "for_you", "similar_customers", "buy_again",
  "bought_before", "gift",
];

const table: Record<string, string> = {
  el: `Δημοφιλές|Δημοφιλές στην περιοχή σας|Σε ζήτηση τώρα|Σε ζήτηση στην περιοχή σας|Δημοφιλές στην κατηγορία του|Νέο στο κατάστημα|Τώρα σε χαμηλότερη τιμή|Το είδατε: τώρα σε χαμηλότερη τιμή|Ξανά διαθέσιμο|Το είδατε πρόσφατα|Το σκανάρατε πρόσφατα|Είναι ακόμη στο καλάθι σας|Το κρατήσατε για αργότερα|Οι πελάτες αγόρασαν επίσης|Οι επισκέπτες είδαν επίσης|Συχνά αγοράζονται μαζί|Ταιριάζει με το καλάθι σας|Ένα μικρό συμπλήρωμα|Ένα βήμα παραπάνω|Παρόμοιο|Καλό να το ξέρετε|Διαλεγμένο για εσάς|Αρέσει σε πελάτες με παρόμοιες επιλογές|Ώρα να ανανεώσετε|Το έχετε αγοράσει|Δώρο με την παραγγελία σας`,
  ru: `Хит продаж|Хит продаж у вас рядом|Сейчас популярно|Сейчас популярно у вас рядом|Хит в своей категории|Новинка|Теперь дешевле|Вы это смотрели: теперь дешевле|Снова в наличии|Вы недавно это смотрели|Вы недавно это сканировали|Ещё лежит в корзине|Вы отложили это на потом|Покупатели брали и это|Посетители смотрели и это|Часто покупают вместе|Подойдёт к вашей корзине|Небольшое дополнение|На ступень выше|Похожее|Полезно знать|Подобрано для вас|Нравится покупателям с похожим выбором|Пора пополнить запас|Вы это уже покупали|Подарок к заказу`,
  fa: `پرفروش|پرفروش در نزدیکی شما|اکنون محبوب|اکنون محبوب در نزدیکی شما|پرفروش در دستهٔ خود|تازه در فروشگاه|اکنون ارزان‌تر|دیده بودید: اکنون ارزان‌تر|دوباره موجود|تازگی دیده‌اید|تازگی اسکن کرده‌اید|هنوز در سبد شماست|برای بعد نگه داشته‌اید|مشتریان این را هم خریدند|بازدیدکنندگان این را هم دیدند|اغلب با هم خریده می‌شوند|مناسب سبد شما|یک افزودنی کوچک|یک پله بالاتر|مشابه|خوب است بدانید|برگزیده برای شما|پسند مشتریانی با انتخاب مشابه|وقت خرید دوباره است|پیش‌تر خریده‌اید|رایگان با سفارش شما`,
  ar: `من الأكثر مبيعًا|من الأكثر مبيعًا قربك|رائج الآن|رائج الآن قربك|الأكثر مبيعًا في فئته|جديد في المتجر|بسعر أقل الآن|شاهدته: بسعر أقل الآن|متوفر من جديد|شاهدته مؤخرًا|مسحته مؤخرًا|ما زال في سلتك|حفظته لوقت لاحق|اشتراه العملاء أيضًا|شاهده الزوار أيضًا|يُشترى معًا غالبًا|يناسب سلتك|إضافة صغيرة|درجة أعلى|مشابه|من المفيد معرفته|اختير لك|أعجب عملاء باختيارات مشابهة|حان وقت التجديد|اشتريته من قبل|هدية مع طلبك`,
};

/** Why a product is shown, in a language of the shop; undefined for the app's own words. */
export function reason(code: string, language: string): string | undefined {
  const place = codes.indexOf(code);
  return place < 0 ? undefined : table[language]?.split("|")[place];
}

/** Puts decided lists into the shop's language: names as its catalog has them, reasons as it says them. */
export async function translate(decisions: Decision[], language: string): Promise<void> {
  if (!(language in table)) return;
  const lists = decisions.filter((one) => one.kind === "recommendations" && one.content);
  const ids = new Set<string>(lists.flatMap((one) => (one.content!.items as { productId: string }[]).map((item) => item.productId)));
  if (ids.size === 0) return;
  const { items } = await products({ ids: [...ids].join(), language, limit: "100" });
  const names = new Map(items.map((item) => [item.productId, item.name]));
  for (const { id, content } of lists)
    for (const item of content!.items) {
      const card = document.querySelector(`[data-p13n-slot^="${id} "] [data-p13n-product="${CSS.escape(item.productId)}"]`);
      const name = card?.querySelector(".p13n-name"), why = card?.querySelector(".p13n-reason");
      if (name && names.has(item.productId)) name.textContent = names.get(item.productId)!;
      if (why) why.textContent = reason(item.reason?.code, language) ?? why.textContent;
    }
}
