using System.Collections.Frozen;
using System.Text.Json;
using Personalization.Catalog;
using Personalization.Events;
using Personalization.Privacy;
using Personalization.Privacy.Enrichment;
using Personalization.Profiles;
using Personalization.Profiles.Preferences;
using Personalization.Profiles.Texts;
using Personalization.Recommendations;
using Personalization.Tests.Profiles;
using Personalization.Tests.Recommendations;

namespace Personalization.Tests.Privacy;

[Trait("Feature", "S14")]
public sealed class TextStatementTests
{
    private const string Trait = "taste:text:organic";
    private static readonly TextExtractor Extractor = new(new TextTopicReader(ForbiddenTraits.Standard).Read(TextTopicReader.Shipped).Topics!);
    private static readonly ShopEvent Agreed = Told.Identify("i", 0, """{"consent:personalization":"granted","locale":"el-GR"}""");

    [Fact]
    public void Line_OfAReview_IsAnInferredTraitWithItsSource()
    {
        ShopEvent review = Review("r1", "so organic");
        Profile profile = After(Told.Profile(Agreed, review), review)!;

        Trait trait = profile.Traits[Trait];

        Assert.Equal((TraitOrigin.Inferred, "review", "r1", 0.5), (trait.Origin, trait.Source!.Kind, trait.Source.Id, trait.Source.Confidence));
        Assert.Equal("Μόνο για να επιλέγουμε προϊόντα για εσάς", trait.Source.Purpose);
        TasteStatement said = Assert.Single(TasteStatement.Read(trait.Value));
        Assert.Equal(("Βιολογικό", 0.3), (said.Said, said.Weights.Single(one => one.Value == "material:organic").Weight));
        Assert.False(ToldTraits.MayBeNamed(trait));
    }

    [Fact]
    [Trait("Feature", "S33")]
    public void Line_OfAReview_LiftsWhatItSpeaksOfAndIsNotNamed()
    {
        CatalogSnapshot shop = World.Snapshot(World.Product("plain"), World.Product("towel") with { Attributes = new Dictionary<string, string> { ["material"] = "organic" } });
        Profile silent = Told.Profile(Agreed), reviewer = After(silent, Review("r1", "I only buy organic"))!;
        RecommendationRequest request = new("for_you", null, 2, true);
        RecommendationContext context = World.Context(shop, profile: reviewer);

        Assert.StartsWith("plain", World.Context(shop, profile: silent).Ids(request), StringComparison.Ordinal);
        Assert.StartsWith("towel", context.Ids(request), StringComparison.Ordinal);
        Assert.All(Explainer.Explain(request, context, ExplanationTier.Merchant).Items, item => Assert.DoesNotContain("Βιολογικό", item.Shopper, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"consent:personalization":"denied"}""")]
    public void Line_OfSomebodyWhoHasNotAgreed_IsNone(string traits) =>
        Assert.Null(After(Told.Profile(Told.Identify("i", 0, traits)), Review("r1", "organic")));

    [Fact]
    public void Line_AboutASensitiveCategory_IsNone()
    {
        CatalogSnapshot catalog = new("c", new Dictionary<string, Product> { ["p"] = new() { ProductId = "p", Name = "P", Category = "Health / Pills" } }.ToFrozenDictionary());
        TextStatements statements = new(ConsentPolicy.Strict, new SensitiveCategories(["Health"]));

        Assert.Null(statements.Line(Told.Profile(Agreed), Review("r1", "organic"), catalog, Extractor));
        Assert.NotNull(new TextStatements(ConsentPolicy.Strict, SensitiveCategories.None).Line(Told.Profile(Agreed), Review("r1", "organic"), catalog, Extractor));
    }

    [Fact]
    public void Line_MadeAgain_CountsOnce()
    {
        ShopEvent review = Review("r1", "organic");
        Profile first = Told.Profile(Agreed, review);
        ShopEvent one = EventCodec.Parse(Line(first, review)!.Value), again = EventCodec.Parse(Line(first, review)!.Value);
        Profile taken = ProfileRules.Apply(first, [one]).Profile;

        Assert.Equal(one.MessageId, again.MessageId);
        Assert.Empty(ProfileRules.Apply(taken, [again]).Fresh);
        Assert.Null(Line(taken, review));
    }

    [Fact]
    public void Line_OfASecondText_IsSurer()
    {
        Profile once = After(Told.Profile(Agreed), Review("r1", "organic"))!;
        Profile twice = After(once, Told.Track("c1", 90, "Live Chat Message Sent", """{"message_body":"is it organic?"}"""))!;

        Assert.Equal((0.75, "chat", "c1"), (twice.Traits[Trait].Source!.Confidence, twice.Traits[Trait].Source!.Kind, twice.Traits[Trait].Source!.Id));
    }

    [Fact]
    public void Line_OfWhatThePersonCalledWrong_IsNone()
    {
        Profile corrected = Told.Profile(Agreed, Told.Identify("w", 5, $$"""{"{{Trait}}":null}"""));

        Assert.NotEqual(JsonValueKind.Array, After(corrected, Review("r1", "organic"))?.Traits[Trait].Value.ValueKind ?? JsonValueKind.Null);
    }

    [Theory]
    [InlineData("Live Chat Message Received", """{"message_body":"ours is organic"}""")]
    [InlineData("Product Viewed", """{"review_body":"organic"}""")]
    [InlineData("Product Reviewed", """{"rating":5}""")]
    public void TextOf_WhatThePersonHasNotWritten_IsNone(string name, string properties) => Assert.Null(TextStatements.TextOf(Told.Track("m", 1, name, properties)));

    [Fact]
    public void Vocabulary_OfReviews_KnowsOtherNames() => Assert.Equal("Product Reviewed", EventVocabulary.Default.Canonical("Review Submitted"));

    private static ShopEvent Review(string id, string text) => Told.Track(id, 60, "Product Reviewed", $$"""{"product_id":"p","review_body":"{{text}}"}""");

    private static ReadOnlyMemory<byte>? Line(Profile profile, ShopEvent text) =>
        new TextStatements(ConsentPolicy.Strict, SensitiveCategories.None).Line(profile, text, CatalogSnapshot.Empty, Extractor);

    private static Profile? After(Profile profile, ShopEvent text) => Line(profile, text) is { } line ? ProfileRules.Apply(profile, [EventCodec.Parse(line)]).Profile : null;
}
