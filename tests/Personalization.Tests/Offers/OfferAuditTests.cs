using Personalization.Experiments.BackTests;
using Personalization.Offers.Audit;

namespace Personalization.Tests.Offers;

/// <summary>Shops with and without a disparity, the same in every run.</summary>
[Trait("Feature", "S115")]
public sealed class OfferAuditTests
{
    private static readonly string[] Countries = ["DE", "GE", "GR", "SE"];

    /// <summary>Two stages; in Georgia most are new. New customers are given less, wherever they live, and people of one country so much less besides.</summary>
    private static AuditedPerson[] Shop(ulong seed, int people, double less)
    {
        Draws draws = new(seed);
        return [.. Enumerable.Range(0, people).Select(_ =>
        {
            string country = Countries[(int)(draws.Uniform() * Countries.Length)];
            bool isNew = draws.Uniform() < (country == "GE" ? 0.8 : 0.3);
            bool has = draws.Uniform() < (isNew ? 0.2 : 0.6);
            double received = has ? (8 + (2 * draws.Normal())) * (country == "GR" ? 1 - less : 1) : 0;
            return new AuditedPerson(isNew ? "firstTimeBuyer" : "active", received, [country, draws.Uniform() < 0.5 ? "en" : null]);
        })];
    }

    private static OfferAuditReport Look(ulong seed, int people, double less, int draws = OfferAudit.Draws) => OfferAudit.Look(Shop(seed, people, less), AuditedPerson.Grounds, "EUR", OfferMake.Now, draws);

    [Fact]
    public void Look_PlantedDisparity_IsFound()
    {
        GroundReport country = Look(1, 3000, 0.4).Grounds[1];

        Assert.Equal(("country", "disparity"), (country.Ground, country.Verdict));
        Assert.Equal("GR", country.Groups.MinBy(one => one.Alike)!.Group);
    }

    [Fact]
    public void Look_FairPolicy_PassesAlthoughGroupsStandElsewhere()
    {
        OfferAuditReport report = Look(1, 3000, 0);
        GroundReport country = report.Grounds[1];

        // Georgians are given less, for they are new; among the new they are given as much.
        Assert.True(country.Groups.Single(one => one.Group == "GE").Received < 0.75 * report.Received);
        Assert.Equal("fair", country.Verdict);
        Assert.Equal(("stage", "allowed"), (report.Grounds[0].Ground, report.Grounds[0].Verdict));
        Assert.Equal("too-few", report.Grounds[2].Verdict);
    }

    [Fact]
    public void Look_HundredShopsOfEachKind_TellsThemApart()
    {
        int Found(double less, ulong from) => Enumerable.Range(0, 100).Count(shop => Look(from + (ulong)shop, 1500, less, 199).Grounds[1].Verdict == "disparity");

        Assert.InRange(Found(0, 100), 0, 4);
        Assert.InRange(Found(0.5, 300), 90, 100);
    }

    [Fact]
    public void Look_SmallGroups_AreNotShown() =>
        Assert.DoesNotContain(Look(5, 100, 0).Grounds.SelectMany(one => one.Groups), one => one.People < OfferAudit.FewestPeople);

    [Fact]
    public void Look_SamePeople_FindsTheSame() => Assert.Equal(Look(9, 800, 0.2).Grounds[1].PValue, Look(9, 800, 0.2).Grounds[1].PValue);
}
