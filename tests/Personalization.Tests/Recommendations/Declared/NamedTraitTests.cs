using System.Text;
using Personalization.Catalog;
using Personalization.Events;
using Personalization.Privacy;
using Personalization.Profiles;
using Personalization.Recommendations;
using Personalization.Tests.Profiles.Quizzes;
using static Personalization.Tests.Recommendations.World;

namespace Personalization.Tests.Recommendations.Declared;

/// <summary>What others have brought in about somebody chooses products, and is never said to them.</summary>
[Trait("Feature", "S33")]
public sealed class NamedTraitTests
{
    private static readonly CatalogSnapshot Shop = Snapshot(Product("plain"), Product("red") with { Attributes = new Dictionary<string, string> { ["colour"] = "red" } });
    private static readonly Profile Told = Asked.Profile(Asked.Event("""{"mood":["bright"]}"""));

    private static Profile From(Provenance? source, TraitOrigin origin) => Told with
    {
        Traits = Told.Traits.SetItems(Told.Traits.Select(one => KeyValuePair.Create(one.Key, one.Value with { Source = source, Origin = origin }))),
    };

    public static TheoryData<string?, TraitOrigin, bool> Sources => new()
    {
        { null, TraitOrigin.Declared, true }, { "quiz", TraitOrigin.Declared, true }, { "shopper", TraitOrigin.Declared, true },
        { "enrichment", TraitOrigin.Declared, false }, { "import", TraitOrigin.Declared, false }, { "staff", TraitOrigin.Declared, false },
        { "quiz", TraitOrigin.Inferred, false }, { null, TraitOrigin.Observed, false },
    };

    [Theory]
    [MemberData(nameof(Sources))]
    public void Recommend_TasteFromThere_LiftsTheProductAndIsNamedOnlyIfThePersonSaidIt(string? kind, TraitOrigin origin, bool named)
    {
        RecommendationContext context = World.Context(Shop, profile: From(kind is null ? null : new Provenance(kind), origin));
        foreach (string strategy in Strategies.All.Keys.Where(name => !Strategies.All[name].Rules.HasFlag(Rules.NeedsMaxPrice)))
        {
            RecommendationRequest request = new(strategy, "plain", 2, true) { ExcludeCurrent = false };
            RecommendationAnswer answer = Recommender.Recommend(request, context);
            using AnswerWriter writer = AnswerWriter.Write(answer, context.Shelf);
            string shown = Encoding.UTF8.GetString(writer.Written.Span);
            if (!named)
            {
                Assert.DoesNotContain("Bright", shown, StringComparison.Ordinal);
                Assert.All(Explainer.Explain(request, context, ExplanationTier.Merchant).Items, item => Assert.DoesNotContain("Bright", item.Shopper, StringComparison.Ordinal));
            }
            else if (strategy == "for_you") Assert.Contains("Because you chose Bright", shown, StringComparison.Ordinal);
        }

        Assert.Equal("red", context.Ids(new RecommendationRequest("for_you", null, 1, true)));
        Assert.Equal(named, Told.Traits.Keys.All(name => ToldTraits.MayBeNamed(context.Profile!.Traits[name])));
    }
}
