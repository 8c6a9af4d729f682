using Personalization.Profiles;
using Personalization.Profiles.Texts;

namespace Personalization.Tests.Profiles.Texts;

[Trait("Feature", "S14")]
public sealed class TextExtractorTests
{
    private static readonly TextTopicReader Reader = new(ForbiddenTraits.Standard);
    private static readonly TextExtractor Shipped = new(Reader.Read(TextTopicReader.Shipped).Topics!);

    [Theory]
    [InlineData("Lovely towel, and ORGANIC cotton!", "organic")]
    [InlineData("Is this vegan?", "vegan")]
    [InlineData("It runs small, order a size up.", "fit-small")]
    [InlineData("Δεν περίμενα τόσο καλό, είναι βιολογικό", "organic")]
    [InlineData("Πολύ ΑΚΡΙΒΌ", "price")]
    [InlineData("Удобная куртка, но маломерит", "comfort fit-small")]
    [InlineData("Очень дорого", "price")]
    [InlineData("این حوله ارگانیک است", "organic")]
    [InlineData("خیلی گران بود", "price")]
    [InlineData("القماش العضوي رائع", "organic")]
    [InlineData("هذا المنتج صديق للبيئة", "eco")]
    [InlineData("ეს ორგანული პირსახოცია", "organic")]
    [InlineData("ძალიან ძვირია", "price")]
    [InlineData("Not only organic but vegan too", "organic vegan")]
    [InlineData("No, thanks. Organic please", "organic")]
    public void Find_OfATextInAnyLanguage_SaysWhatItSpeaksOf(string text, string topics) =>
        Assert.Equal(topics, string.Join(' ', Shipped.Find(text).Select(one => one.Topic.Id).Order(StringComparer.Ordinal)));

    [Theory]
    [InlineData("It is not organic at all")]
    [InlineData("isn't really vegan")]
    [InlineData("non-organic")]
    [InlineData("δεν είναι βιολογικό")]
    [InlineData("это не органическое")]
    [InlineData("این ارگانیک نیست")]
    [InlineData("المنتج غير عضوي")]
    [InlineData("ეს არ არის ორგანული")]
    [InlineData("ორგანული არ არის")]
    [InlineData("the organ of sight, ecology of words")]
    [InlineData("")]
    public void Find_OfWhatIsDeniedOrOnlyLooksAlike_SaysNothing(string text) => Assert.Empty(Shipped.Find(text));

    [Fact]
    public void Find_OfDifferentWordsForOneThing_IsSurer()
    {
        Assert.Equal(0.5, Assert.Single(Shipped.Find("organic organic organic")).Confidence);
        Assert.Equal(0.65, Assert.Single(Shipped.Find("recycled, truly sustainable")).Confidence);
    }

    [Fact]
    public void Find_OfALongText_ReadsItsBeginningAndTakesTheSurest()
    {
        Assert.Empty(Shipped.Find(new string('x', TextLimits.TextLength) + " organic"));
        Assert.Equal(
            TextLimits.TopicsOfText,
            Shipped.Find("vegan organic recycled comfortable expensive. It runs small. Natural materials").Length);
    }

    [Fact]
    public void Read_OfAShopsOwnTopics_ReplacesThoseThatComeAlong()
    {
        TextExtractor own = new(Reader.Read("""{"purpose":{"en":"To choose"},"topics":[{"id":"quiet","phrases":{"en":["quiet","no noise"]},"weights":{"attribute:noise:low":0.5}}]}"""u8.ToArray()).Topics!);

        Assert.Equal("quiet", Assert.Single(own.Find("so quiet and organic")).Topic.Id);
        Assert.Empty(own.Find("not quiet"));
    }

    [Theory]
    [InlineData("""{"purpose":{"en":"x"},"topics":[{"id":"health","phrases":{"en":["pill"]}}]}""", "forbidden")]
    [InlineData("""{"purpose":{"en":"x"},"topics":[{"id":"a","phrases":{"en":["b"]},"weights":{"attribute:religion:x":1}}]}""", "forbidden")]
    [InlineData("""{"purpose":{"en":"x"},"topics":[{"id":"a","phrases":{"en":["b"]},"weights":{"colour":1}}]}""", "wrong_form")]
    [InlineData("""{"purpose":{"en":"x"},"topics":[{"id":"a","phrases":{"en":["one two three four five"]}}]}""", "wrong_form")]
    [InlineData("""{"purpose":{"en":"x"},"topics":[{"id":"a"}]}""", "missing")]
    [InlineData("""{"purpose":{"en":"x"},"topics":[{"id":"a","phrases":{"en":["b"]}},{"id":"a","phrases":{"en":["b"]}}]}""", "repeated")]
    [InlineData("""{"topics":[]}""", "missing")]
    public void Read_OfADefinitionThatCannotBe_SaysWhatIsWrong(string definition, string code) =>
        Assert.Equal(code, Reader.Read(System.Text.Encoding.UTF8.GetBytes(definition)).Problem!.Errors![0].Code);
}
