using System.Collections.Immutable;
using Personalization.Assistant;
using Personalization.Assistant.Conversations;
using Personalization.Assistant.Shoppers;
using Personalization.Catalog.Search;
using Personalization.Tests.Catalog.Search;

namespace Personalization.Tests.Assistant.Shoppers;

/// <summary>How people speak and write: numbers and sizes in words, dialects, words written together, other letters.</summary>
[Trait("Feature", "S91")]
public sealed class SpokenWordsTests(DemoCatalog demo) : IClassFixture<DemoCatalog>
{
    private static readonly AssistantCaller Nobody = new(AssistantAudience.Shopper, "conversation", null);

    [Theory]
    [InlineData("скатерть не дороже двадцати семи евро", null, 27)]
    [InlineData("ножи между тридцатью и шестьюдесятью евро", 30, 60)]
    [InlineData("ستائر لا يتجاوز سعرها ستين يورو", null, 60)]
    [InlineData("ستارة بأقل من خمسة وعشرين يورو", null, 25)]
    [InlineData("سكاكين بين ٣٠ و٦٠ يورو", 30, 60)]
    [InlineData("پرده تا صد و بیست و پنج یورو", null, 125)]
    [InlineData("knives from thirty to sixty euros", 30, 60)]
    public void Read_PricesInWords_AreNumbers(string question, int? least, int most) => Assert.Equal((least, most), ((int?)Read(question).MinPrice, (int)Read(question).MaxPrice!));

    [Theory]
    [InlineData("палатка на четверых до 250 евро", 250)]
    [InlineData("هدية لطفل عمره ثلاث سنوات، حدي الأقصى ٢٠ يورو", 20)]
    public void Read_PeopleAndYearsInWords_AreNoPrice(string question, int most) => Assert.Equal((null, most), ((int?)Read(question).MinPrice, (int)Read(question).MaxPrice!));

    [Theory]
    [InlineData("روغن زیتون یک لیتری", "1l")]
    [InlineData("زيت زيتون نص لتر", "0.5l")]
    [InlineData("ελαιόλαδο μισό λίτρο", "0.5l")]
    [InlineData("olive oil 500 ml", "0.5l")]
    [InlineData("кофе в зёрнах, килограммовые пачки", "1kg")]
    [InlineData("рюкзак литров на 50", "50l")]
    [InlineData("треккинговые носки, размер м", "M")]
    [InlineData("فرش ۱۶۰ در ۲۳۰", "160x230")]
    [InlineData("ملحفه دو نفره", "double")]
    [InlineData("چادر دو نفره", "2")]
    [InlineData("пазл на тысячу деталей", "1000")]
    public void Read_SizeInWords_IsTheCatalogs(string question, string size)
    {
        ShopperWish wish = Read(question);

        Assert.Equal((size, null), (wish.Size, wish.MaxPrice));
    }

    [Theory]
    [InlineData("أضف أربع قطع منه إلى السلة", 4)]
    [InlineData("سه تا از این بذار تو سبد", 3)]
    [InlineData("положи три штуки в корзину", 3)]
    public void Read_PiecesInWords_AreHowMany(string question, int pieces)
    {
        ShopperWish wish = ShopperReader.Read(question, [], demo.Search, Nobody with { ProductId = "oil-02" });

        Assert.Equal((Intents.CartAdd, "oil-02", pieces), (wish.Intent, Assert.Single(wish.Products), wish.Quantity));
    }

    [Theory]
    [InlineData("اسکوترتون کدومه؟", "scooter-")]
    [InlineData("بدي الفوانيس", "lantern-")]
    [InlineData("ورني الخيم والكراسي", "tent-")]
    [InlineData("گرون‌ترین دوچرخه... نه ببخشید اسکوترتون کدومه؟", "scooter-")]
    [InlineData("покажи чайник… нет, простите, термос", "thermos-")]
    public void Read_WhatIsWrittenTogetherOrTakenBack_IsTheThing(string question, string type) =>
        Assert.StartsWith(type, demo.Search.Search(new CatalogQuery(Read(question).Text, 1)).Hits[0].Product.ProductId, StringComparison.Ordinal);

    [Theory]
    [InlineData("nuzhen termos na litr", "ru", "thermos-")]
    [InlineData("thelo ena adiavroxo boufan kokkino", "el", "jacket-")]
    [InlineData("ye chadore mosaferati mikham baraye 4 nafar", "fa", "tent-")]
    [InlineData("abi ibreeq shay azraq", "ar", "teapot-")]
    public void Read_OwnWordsInLatinLetters_AreUnderstoodInTheirLanguage(string question, string language, string type)
    {
        ShopperWish wish = Read(question);

        Assert.Equal((Intents.Search, language), (wish.Intent, wish.Language));
        Assert.StartsWith(type, demo.Search.Search(WishQueries.Of(wish, 1)).Hits[0].Product.ProductId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("got any Nike trainers")]
    [InlineData("do yuo have a blu tnet for my daugter")]
    [InlineData("is the Kazbek tent by Norrfell waterproof")]
    public void Read_EnglishWithSlips_StaysEnglish(string question) => Assert.Null(Read(question).Language);

    [Fact]
    public void Read_CheapestThenIntoTheCart_TakesTheFirst() =>
        Assert.Equal((Intents.CartAdd, "hat-02"), After("أرخص قبعة شمس عندكم؟", "تمام، ضيفها للسلة", "hat-02", "hat-06", "hat-01"));

    [Fact]
    public void Read_TheBlackOneOfThoseShown_IsTheOneThatIsBlack() =>
        Assert.Equal((Intents.CartAdd, "lantern-02"), After("فانوس می‌خوام", "مشکیه رو بنداز تو سبد خرید", "lantern-01", "lantern-02", "lantern-03"));

    [Theory]
    [InlineData("подарок жене, она любит чай, 40-60 евро", "Coffee & tea")]
    [InlineData("هدية لصديقتي التي تحب القهوة، حوالي خمسين يورو", "Coffee & tea")]
    public void Read_PresentBySomethingNotToBeHadAtThePrice_IsOfTheSameShelf(string question, string category)
    {
        SearchAnswer answer = demo.Search.Search(WishQueries.Of(Read(question), 5) with { Relax = false });

        Assert.NotEmpty(answer.Hits);
        Assert.All(answer.Hits, hit => Assert.StartsWith(category, hit.Product.Category, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("велосипеды продаёте?")]
    [InlineData("πουλάτε ποδήλατα;")]
    [InlineData("تلویزیون دارید؟")]
    [InlineData("بتبيعوا غيتار؟")]
    public void Read_WhatOtherShopsSell_IsNotTakenForASlip(string question) => Assert.Empty(demo.Search.Search(WishQueries.Of(Read(question), 5)).Hits);

    private ShopperWish Read(string question) => ShopperReader.Read(question, [], demo.Search, Nobody);

    private (string, string) After(string first, string then, params string[] shown)
    {
        ImmutableArray<ChatMessage> before =
        [
            new(ChatRole.User, first, default), new(ChatRole.Assistant, "…", default) { Understood = Read(first).Write(), Products = [.. shown] },
        ];
        ShopperWish wish = ShopperReader.Read(then, before, demo.Search, Nobody);
        return (wish.Intent, Assert.Single(wish.Products));
    }
}
