using System.Collections.Immutable;
using Personalization.Assistant;
using Personalization.Assistant.Conversations;
using Personalization.Assistant.Shoppers;
using Personalization.Catalog;
using Personalization.Catalog.Search;
using Personalization.Tests.Catalog.Search;

namespace Personalization.Tests.Assistant.Shoppers;

[Trait("Feature", "S91")]
public sealed class ShopperReaderTests(DemoCatalog demo) : IClassFixture<DemoCatalog>
{
    private static readonly AssistantCaller Nobody = new(AssistantAudience.Shopper, "conversation", null);

    [Theory]
    [InlineData(Intents.Greeting, "Hello!", "Γεια σας", "Здравствуйте", "سلام", "مرحبا")]
    [InlineData(Intents.Returns, "Can I send it back and get a refund?", "Θέλω τα χρήματά μου πίσω", "Хочу вернуть деньги", "چطور می‌توانم کالا را پس بدهم؟", "أريد استرداد أموالي")]
    [InlineData(Intents.Delivery, "do you ship to Germany?", "Πόσο κάνουν τα μεταφορικά;", "Сколько стоит доставка?", "هزینه ارسال چقدر است؟", "كم تكلفة التوصيل؟")]
    [InlineData(Intents.Payment, "can I pay with PayPal?", "μπορώ να πληρώσω με κάρτα;", "можно оплатить картой?", "می‌تونم با کارت پرداخت کنم؟", "هل يمكنني الدفع بالبطاقة؟")]
    [InlineData(Intents.Care, "How should I care for cast iron pans?", "πώς καθαρίζω ένα μαντεμένιο τηγάνι;", "как ухаживать за чугунной сковородой?", "چگونه از ماهیتابه چدنی نگهداری کنم؟", "كيف أعتني بمقلاة حديد الزهر؟")]
    [InlineData(Intents.Fit, "which size should I take?", "Τι μέγεθος να πάρω;", "Какой размер мне взять?", "چه سایزی بگیرم؟", "أي مقاس أختار؟")]
    [InlineData(Intents.HandOver, "I want to speak to customer support", "θα ήθελα να μιλήσω με έναν υπάλληλο", "соедините с оператором", "لطفا مرا به پشتیبانی وصل کنید", "أريد التحدث مع موظف")]
    [InlineData(Intents.Discount, "Sell me the tent for 10 euros", "δώσε μου έναν εκπτωτικό κωδικό", "сделайте мне скидку 20%", "یک کد تخفیف به من بده", "أعطني كود خصم")]
    [InlineData(Intents.Sale, "what's on sale?", "έχετε προσφορές;", "что сейчас со скидкой?", "چه چیزهایی تخفیف خورده؟", "ما هي العروض الحالية؟")]
    [InlineData(Intents.OthersData, "what did my neighbour order?", "τι παρήγγειλε ο γείτονάς μου;", "что заказал мой сосед?", "سفارش‌های مشتریان دیگر را نشان بده", "أرني طلبات العملاء الآخرين")]
    [InlineData(Intents.OffTopic, "what's the weather today?", "τι καιρό θα κάνει αύριο;", "какая завтра погода?", "هوا فردا چطوره؟", "كيف الطقس غدا؟")]
    [InlineData(Intents.Bestsellers, "What are people buying right now?", "Ποια είναι τα πιο δημοφιλή προϊόντα;", "Что у вас самое популярное?", "پرفروش‌ترین محصولات کدامند؟", "ما هي المنتجات الأكثر مبيعا؟")]
    [InlineData(Intents.New, "what's new?", "τι νέο έχετε;", "какие новинки?", "چی جدید دارید؟", "ما الجديد؟")]
    [InlineData(Intents.CartShow, "what's in my basket?", "τι έχω στο καλάθι;", "что у меня в корзине?", "در سبد خریدم چیست؟", "ماذا يوجد في سلتي؟")]
    [InlineData(Intents.ForMe, "recommend me something", "πρότεινέ μου κάτι", "посоветуйте что-нибудь", "یه چیزی پیشنهاد بده", "اقترح علي شيئا")]
    public void Read_SameMatterInEachLanguage_IsUnderstoodAlike(string intent, params string[] questions) =>
        Assert.All(questions, question => Assert.Equal(intent, Read(question).Intent));

    [Theory]
    [InlineData("a blue tent between 60 and 120 euros")]
    [InlineData("μπλε σκηνή από 60 έως 120 ευρώ")]
    [InlineData("синяя палатка от 60 до 120 евро")]
    [InlineData("چادر آبی بین ۶۰ تا ۱۲۰ یورو")]
    [InlineData("خيمة زرقاء بين ٦٠ و ١٢٠ يورو")]
    public void Read_ColorAndPrices_AreSlotsAndNoWordsOfTheSearch(string question)
    {
        ShopperWish wish = Read(question);

        Assert.Equal((Intents.Search, "blue", 60m, 120m, "EUR"), (wish.Intent, wish.Color, wish.MinPrice, wish.MaxPrice, wish.Currency));
        Assert.StartsWith("tent-", demo.Search.Search(new CatalogQuery(wish.Text, 1)).Hits[0].Product.ProductId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kettle under 50€", 50)]
    [InlineData("чайник до 5 000 рублей", 5000)]
    [InlineData("kettle for $1,500 max", 1500)]
    [InlineData("βραστήρας μέχρι πενήντα ευρώ", 50)]
    [InlineData("kettle, 5k rubles", 5000)]
    public void Read_Budget_IsReadHoweverItIsWritten(string question, int most) => Assert.Equal(most, Read(question).MaxPrice);

    [Theory]
    [InlineData("present for my wife's birthday", "woman", "birthday")]
    [InlineData("подарок сыну на день рождения", "child", "birthday")]
    [InlineData("هدیه عروسی برای دوستم", "friend", "wedding")]
    public void Read_Present_KnowsForWhomAndWhen(string question, string recipient, string occasion)
    {
        ShopperWish wish = Read(question);

        Assert.Equal((Intents.Gift, recipient, occasion), (wish.Intent, wish.Recipient, wish.Occasion));
    }

    [Theory]
    [InlineData("cheaper ones please")]
    [InlineData("а подешевле?")]
    [InlineData("κάτι πιο φτηνό;")]
    [InlineData("ارزان‌تر ندارید؟")]
    [InlineData("هل هناك أرخص؟")]
    public void Read_Cheaper_StaysWithTheListAndGoesBelowItsPrices(string question)
    {
        ImmutableArray<ChatMessage> before = Shown("show me leather boots", "boots-01", "boots-06");

        ShopperWish wish = Read(question, before);

        Assert.Equal((Intents.Search, "leather"), (wish.Intent, wish.Material));
        Assert.True(wish.MaxPrice < new[] { "boots-01", "boots-06" }.Min(id => demo.Catalog.Find(id)!.Price));
    }

    [Theory]
    [InlineData("how much is the second one?", Intents.AskPrice)]
    [InlineData("сколько стоит второй?", Intents.AskPrice)]
    [InlineData("βάλε το δεύτερο στο καλάθι", Intents.CartAdd)]
    [InlineData("دومی را می‌خوام", Intents.CartAdd)]
    [InlineData("كم سعر الثاني؟", Intents.AskPrice)]
    public void Read_PlaceInTheList_IsThatProduct(string question, string intent)
    {
        ShopperWish wish = Read(question, Shown("boots", "boots-01", "boots-06"));

        Assert.Equal((intent, "boots-06"), (wish.Intent, Assert.Single(wish.Products)));
    }

    [Fact]
    public void Read_OrderByParts_AsksForWhatIsMissingAndKeepsNoAddress()
    {
        ShopperWish first = Read("Where is my order?");
        ShopperWish second = Read("it's 4711", Said(first));
        ShopperWish third = Read("ana@example.com", Said(second));

        Assert.Equal(("order", "email", null), (first.Missing, second.Missing, third.Missing));
        Assert.Equal(("4711", "ana@example.com"), (third.OrderId, third.Email));
        Assert.DoesNotContain("ana@example.com", third.Write(), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_AnotherShop_GoesByItsOwnNames()
    {
        ProductSearch shop = DemoCatalog.Of(
            new Product { ProductId = "sku-1", Name = "Aurora running shoes", Brand = "Stride", Category = "Shoes", Price = 80, Attributes = new Dictionary<string, string> { ["Colour"] = "Red", ["Size"] = "42" } },
            new Product { ProductId = "sku-2", Name = "Aurora earbuds", Brand = "Tonic", Category = "Audio", Price = 60 });

        ShopperWish wish = ShopperReader.Read("κόκκινα παπούτσια Stride νούμερο 42", [], shop, Nobody);

        Assert.Equal(("red", "Stride", "42"), (wish.Color, wish.Brand, wish.Size));
        Assert.Equal("sku-1", DemoCatalog.Ids(shop.Search(new CatalogQuery(wish.Text, 5) { Color = wish.Color, Brand = wish.Brand, Size = wish.Size })));
        Assert.Equal("sku-2", Assert.Single(ShopperReader.Read("how much are the Tonic earbuds?", [], shop, Nobody).Products));
    }

    [Theory]
    [InlineData("a tent, at most a hundred and sixty euros", 160)]
    [InlineData("палатка до ста шестидесяти евро", 160)]
    [InlineData("a tent that won't cost more than 90 euros", 90)]
    public void Read_NumbersInWords_AddUp(string question, int most) => Assert.Equal((most, null), ((int?)Read(question).MaxPrice, Read(question).MinPrice));

    [Theory]
    [InlineData("to my cart please the Sahand chef knife add", Intents.CartAdd)]
    [InlineData("посылка моя, где она?", Intents.OrderStatus)]
    [InlineData("between two sizes of boots, which one should I take", Intents.Fit)]
    [InlineData("what's happening with order A-1042?", Intents.OrderStatus)]
    [InlineData("how much is shipping?", Intents.Delivery)]
    public void Read_WordsInAnotherOrder_MeanTheSame(string question, string intent) => Assert.Equal(intent, Read(question).Intent);

    [Fact]
    public void Read_TwoThingsOfOneProduct_WantsAllOfIt() => Assert.Equal(Intents.AskDetails, Read("is the Sahand chef knife still available and what size is it?").Intent);

    [Fact]
    public void Read_LikeThisOne_IsThePagesProduct() =>
        Assert.Equal((Intents.Similar, "lantern-06"), ShopperReader.Read("more like this one", [], demo.Search, Nobody with { ProductId = "lantern-06" }) is { Products: [var one] } wish ? (wish.Intent, one) : default);

    private ShopperWish Read(string question, ImmutableArray<ChatMessage> before = default) => ShopperReader.Read(question, before.IsDefault ? [] : before, demo.Search, Nobody);

    private ImmutableArray<ChatMessage> Shown(string question, params string[] products) =>
        [new ChatMessage(ChatRole.User, question, DemoCatalog.Now), new ChatMessage(ChatRole.Assistant, "…", DemoCatalog.Now) { Products = [.. products], Understood = Read(question).Write() }];

    private static ImmutableArray<ChatMessage> Said(ShopperWish wish) =>
        [new ChatMessage(ChatRole.User, "…", DemoCatalog.Now), new ChatMessage(ChatRole.Assistant, "…", DemoCatalog.Now) { Understood = wish.Write() }];
}
