const words = {
  en: ["Close", "Questions?", "Ask", "Your question", "The assistant is answering …", "That did not work. Please try again.", "More", "Your e-mail address", "Thank you!"],
  el: ["Κλείσιμο", "Ερωτήσεις;", "Ρωτήστε", "Η ερώτησή σας", "Ο βοηθός απαντά …", "Κάτι πήγε στραβά. Δοκιμάστε ξανά.", "Περισσότερα", "Το e-mail σας", "Ευχαριστούμε!"],
  ru: ["Закрыть", "Вопросы?", "Спросить", "Ваш вопрос", "Помощник отвечает …", "Не получилось. Попробуйте ещё раз.", "Подробнее", "Ваш e-mail", "Спасибо!"],
  fa: ["بستن", "سؤالی دارید؟", "بپرسید", "سؤال شما", "دستیار در حال پاسخ است …", "نشد. دوباره امتحان کنید.", "بیشتر", "ایمیل شما", "متشکریم!"],
  ar: ["إغلاق", "هل لديك سؤال؟", "اسأل", "سؤالك", "المساعد يجيب …", "لم ينجح ذلك. حاول مرة أخرى.", "المزيد", "بريدك الإلكتروني", "شكرًا!"],
};

/** The SDK's own few words in a language. */
export function labels(language: string) {
  const [close, chat, ask, question, busy, failed, more, email, thanks] = words[language.slice(0, 2) as keyof typeof words] ?? words.en;
  return { close, chat, ask, question, busy, failed, more, email, thanks } as Record<"close" | "chat" | "ask" | "question" | "busy" | "failed" | "more" | "email" | "thanks", string>;
}
