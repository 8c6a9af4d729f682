using Personalization.Catalog;
using Personalization.Profiles;
using Personalization.Recommendations;
using Personalization.Tests.Profiles;
using static Personalization.Tests.Recommendations.World;

namespace Personalization.Tests.Recommendations.Declared;

[Trait("Feature", "S13")]
public sealed class DeclaredSizeTests
{
    private static readonly RecommendationRequest Request = new("new_arrivals", null, 10, false);

    private static readonly RecommendationRequest ForYou = Request with { Strategy = "for_you", UseFallback = true };

    [Fact]
    public void List_OfProductsWithVariants_LeavesOutThoseWithoutTheSize()
    {
        RecommendationContext context = Context("""{"size:Shoes":"42"}""", Shoe("fits", "sizes", "41; 42;43"), Shoe("small", "sizes", "38|39"), Shoe("unsaid", "colour", "red"), Product("bag", "Bags"));

        Assert.Equal("bag fits unsaid", Sorted(context));
        Assert.Equal(["small"], Explainer.Explain(Request, context, ExplanationTier.Auditor).LeftOut!["not_their_size"]);
        Assert.Equal(["42"], Recommender.Recommend(Request, context).YouToldUs);
    }

    [Fact]
    public void List_WhereOtherVariantsAreNotKnown_PutsTheOtherSizeFurtherDown()
    {
        RecommendationContext context = Context("""{"size:Shoes":["42","43"]}""", Shoe("a-other", "size", "38"), Shoe("b-theirs", "size", "43"));

        Assert.Equal("a-other b-theirs", World.Context(context.Shelf.Catalog).Ids(Request));
        Assert.Equal("b-theirs a-other", context.Ids(Request));
    }

    [Fact]
    public void Sizes_OfAnotherScaleOrCategory_SayNothing()
    {
        RecommendationContext context = Context("""{"size:Shoes":"42"}""", Shoe("sock", "sizes", "S;M;L"), Product("pot", "Pots") with { Attributes = new Dictionary<string, string> { ["sizes"] = "2l;4l" } });

        Assert.Equal("pot sock", Sorted(context));
    }

    [Fact]
    public void Sizes_OfANarrowerCategory_GoFirst()
    {
        RecommendationContext context = Context("""{"size:Shoes":"42","size:Shoes / Boots":"43"}""", Shoe("boot", "sizes", "43", "Shoes / Boots"), Shoe("boot42", "sizes", "42", "Shoes / Boots"), Shoe("shoe", "sizes", "42"));

        Assert.Equal("boot shoe", Sorted(context));
    }

    [Fact]
    public void RecentlyViewed_OfAnotherSize_StaysInTheList()
    {
        RecommendationContext context = Context("""{"size:Shoes":"42"}""", Shoe("small", "sizes", "38"));
        context = context with { Visitor = World.Permitted(Histories.Applied(context.Profile!, [Told.Track("v", 1, "Product Viewed", """{"product_id":"small"}""")])) };

        Assert.Equal("small", context.Ids(new RecommendationRequest("recently_viewed", null, 5, false)));
    }

    [Theory]
    [InlineData("\"size:Shoes\":7")]
    [InlineData("\"size:Shoes\":\"\"")]
    [InlineData("\"size:Shoes\":null")]
    [InlineData("\"size:Nowhere\":\"42\"")]
    [InlineData("\"taste:x:y\":\"red\"")]
    [InlineData("\"preference:price\":[1]")]
    [InlineData("\"preference:brands\":{\"a\":1}")]
    public void Traits_ThatSayNothing_ChangeNothing(string trait)
    {
        RecommendationContext context = Context($"{{{trait}}}", Shoe("small", "sizes", "38"));

        Assert.Equal("small", context.Ids(Request));
        Assert.Empty(Recommender.Recommend(Request, context).YouToldUs);
    }

    [Fact]
    [Trait("Feature", "S16")]
    public void Interests_OfThePreferenceCentre_LiftWhatTheyName()
    {
        Product[] products = [Product("a", "Bags"), Product("b", "Books / Novels"), Product("c", "Bags") with { Brand = "Ekko", Price = 400 }, Product("d", "Bags") with { Price = 15 }];

        Assert.Equal("b", Context("""{"preference:categories":["books"]}""", products).Ids(ForYou).Split(' ')[0]);
        Assert.Equal("c", Context("""{"preference:brands":["EKKO"]}""", products).Ids(ForYou).Split(' ')[0]);
        Assert.Equal("d", Context("""{"preference:price":{"from":10,"to":20}}""", products).Ids(ForYou).Split(' ')[0]);
    }

    private static string Sorted(RecommendationContext context) => string.Join(' ', context.Ids(Request).Split(' ').Order(StringComparer.Ordinal));

    private static RecommendationContext Context(string traits, params Product[] products) => World.Context(Snapshot(products), profile: Told.Profile(Told.Identify("i", 0, traits)));

    private static Product Shoe(string id, string attribute, string value, string category = "Shoes") =>
        Product(id, category) with { Attributes = new Dictionary<string, string> { [attribute] = value } };
}
