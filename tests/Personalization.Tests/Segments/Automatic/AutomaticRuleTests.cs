using System.Text;
using Personalization.Catalog;
using Personalization.Events;
using Personalization.Profiles;
using Personalization.Segments;
using Personalization.Segments.Automatic;
using Personalization.Segments.Definitions;
using Personalization.Segments.Population;
using Personalization.Segments.Predictions;
using Personalization.Tests.Segments.Predictions;

namespace Personalization.Tests.Segments.Automatic;

/// <summary>What was found can be saved: its rule is one of the language of segments, and holds whom it counted.</summary>
[Trait("Feature", "S48")]
public sealed class AutomaticRuleTests
{
    private static readonly DateTimeOffset Now = LakeStory.Start.AddDays(365);

    private sealed class Discounts : IPredictor
    {
        public PersonPredictions Of(Profile profile, DateTimeOffset now) =>
            new() { DiscountAffinity = profile.Orders.Length >= ProfilePredictor.FewestOrders ? DiscountAffinity.Of(profile) : null };
    }

    [Fact]
    public void Find_EveryRule_HoldsWhomItCounts()
    {
        Discounts predictor = new();
        Profile[] people = [.. LakeStory.Shop(400, 0).Lines.Select(EventCodec.Parse).GroupBy(PersonKey.Of).Select(person => ProfileRules.Apply(new Profile { Key = person.Key }, person).Profile)];
        CustomerNumbers[] customers = [.. people.Select(one => CustomerNumbers.Of(one, "EUR", predictor.Of(one, Now), Now)).OfType<CustomerNumbers>()];
        ShopNorms norms = ShopNorms.None with { At = Now, RecencyDays = ShopNorms.Bounds(customers.Select(one => one.Silence)), Orders = ShopNorms.Bounds(customers.Select(one => one.Orders)) };

        AutomaticFindings found = AutomaticSegments.Find(customers, "EUR", SegmentTexts.In("en"), Now);

        Assert.Contains(found.Segments, one => one.Rule.Contains("averageOrder", StringComparison.Ordinal) || one.Rule.Contains("discountAffinity", StringComparison.Ordinal));
        foreach (AutomaticSegment segment in found.Segments)
        {
            (Condition? rule, var findings) = SegmentReader.ReadRule(Encoding.UTF8.GetBytes($$"""{"rule":{{segment.Rule}}}"""));
            Assert.True(rule is not null, $"{segment.Rule}: {string.Join("; ", findings)}");
            int held = people.Count(one => ConditionRules.Holds(rule, PersonFacts.Of(one, CatalogSnapshot.Empty, "UTC") with { Norms = norms, Predictor = predictor }, Now));
            // An average of money between two cents can fall on either side of a bound.
            Assert.InRange(held, segment.People - 2, segment.People + 2);
        }
    }
}
