using System.Globalization;
using MathNet.Numerics.Distributions;
using Personalization.Experiments;
using Personalization.Experiments.Definitions;

namespace Personalization.Tests.Experiments;

[Trait("Feature", "S125")]
public sealed class ExperimentSetTests
{
    private const int People = 20_000;

    private static readonly string[] Units = [.. Enumerable.Range(0, People).Select(one => string.Create(CultureInfo.InvariantCulture, $"anonymousId:visitor-{one}"))];

    [Theory]
    [InlineData("home")]
    [InlineData("checkout")]
    [InlineData("x")]
    public void Find_ManyPeople_SharesAreAsTheWeights(string id)
    {
        ExperimentSet set = Trial.Set(Trial.Of(id, "a", "b", "c") with { Variants = [new("a", 1), new("b", 2), new("c", 5)] });
        double[] counts = Counts(set, id, "a", "b", "c");
        Assert.Equal(People, counts.Sum());
        Assert.InRange(ChiSquare(counts, [People / 8d, People / 4d, People * 5 / 8d]), 0, ChiSquared.InvCDF(2, 0.9999));
    }

    [Fact]
    public void Find_TwoExperiments_AreIndependent()
    {
        ExperimentSet set = Trial.Set(Trial.Of("first"), Trial.Of("second"));
        double[] cells = new double[4];
        foreach (string unit in Units) cells[(set.Variant("first", unit) == "a" ? 0 : 2) + (set.Variant("second", unit) == "a" ? 0 : 1)]++;
        Assert.InRange(ChiSquare(cells, [.. Enumerable.Repeat(People / 4d, 4)]), 0, ChiSquared.InvCDF(3, 0.9999));
    }

    [Fact]
    public void Find_ThreeOfOneGroup_NobodyIsInTwoAndEverybodyInOne()
    {
        ExperimentSet set = Trial.Set(
            Trial.Of("one") with { Group = Trial.Group(0, 0.2) }, Trial.Of("two") with { Group = Trial.Group(0.2, 0.7) }, Trial.Of("three") with { Group = Trial.Group(0.7, 1) });
        Assert.All(Units, unit => Assert.Single((string[])["one", "two", "three"], id => set.Variant(id, unit) is not null));
    }

    [Fact]
    public void Find_OfAGroup_VariantsAreStillEven() =>
        Assert.InRange(
            ChiSquare(Counts(Trial.Set(Trial.Of("one") with { Group = Trial.Group(0, 0.5) }), "one", "a", "b"), [People / 4d, People / 4d]), 0, 40);

    [Fact]
    public void Find_MoreTraffic_NobodyChangesVariant()
    {
        ExperimentSet little = Trial.Set(Trial.Of("e", "a", "b", "c") with { Traffic = 0.1 }), much = Trial.Set(Trial.Of("e", "a", "b", "c") with { Traffic = 0.6 });
        string[] early = [.. Units.Where(unit => little.Variant("e", unit) is not null)];
        Assert.InRange(early.Length, People * 0.08, People * 0.12);
        Assert.All(early, unit => Assert.Equal(little.Variant("e", unit), much.Variant("e", unit)));
    }

    [Fact]
    public void Find_SeenBefore_StaysWhateverTheSharesAre()
    {
        ExperimentSet set = Trial.Set(Trial.Of("e") with { Variants = [new("a", 1), new("b", 1000)] });
        Assert.Equal("b", set.Variant("e", "anonymousId:v"));
        Assert.Equal("a", set.Find("e", Trial.Somebody("anonymousId:v", Trial.Seen("v", "e", "a")))?.Variant);
    }

    [Fact]
    public void Find_SeenInAVariantThatIsNone_IsDrawn() =>
        Assert.NotNull(Trial.Set(Trial.Of("e")).Find("e", Trial.Somebody("anonymousId:v", Trial.Seen("v", "e", "gone")))?.Variant);

    [Fact]
    public void Find_OutsideTheAudience_TakesNoPart()
    {
        ExperimentSet set = Trial.Set(Trial.Of("e") with { Audience = ["regulars", "lapsed"] });
        Assert.Null(set.Find("e", Trial.Somebody("anonymousId:v", null, "others")));
        Assert.NotNull(set.Find("e", Trial.Somebody("anonymousId:v", null, "others", "lapsed")));
    }

    [Fact]
    public void Find_HeldOut_TakesPartInNothingElse()
    {
        ExperimentSet set = Trial.Set(Trial.Of("e"), Trial.Of("all", "holdout", "open") with { Kind = ExperimentKind.Holdout, Variants = [new("holdout", 1), new("open", 9)] });
        Assert.All(Units, unit => Assert.Equal(set.Variant("all", unit) == "open", set.Variant("e", unit) is not null));
        Assert.InRange(Units.Count(unit => set.Variant("all", unit) == "holdout"), People * 0.08, People * 0.12);
    }

    [Fact]
    public void Find_BeforeTheStartAndFromTheEnd_Nothing()
    {
        ExperimentSet set = ExperimentSet.Of([new StartedExperiment(Trial.Of("e"), Trial.Start, Trial.Start.AddDays(2))]);
        ExperimentSubject At(double days) => Trial.Somebody("u") with { At = Trial.Start.AddDays(days) };
        Assert.Null(set.Find("e", At(-0.001)));
        Assert.NotNull(set.Find("e", At(0)));
        Assert.Null(set.Find("e", At(2)));
        Assert.Null(set.Find("other", At(1)));
    }

    [Fact]
    public void Find_ByDevice_TheSameWhoeverSitsThere()
    {
        ExperimentSet set = Trial.Set(Trial.Of("e") with { Unit = ExperimentUnit.Device });
        Assert.All(Units[..200], device => Assert.Single(Enumerable.Range(0, 5).Select(who => set.Find("e", Trial.Somebody($"userId:{who}") with { Device = device })!.Variant).Distinct()));
    }

    [Fact]
    public void Find_ByBandit_TellsTheShareThatItWasDrawnBy()
    {
        ExperimentSet set = ExperimentSet.Of([Trial.Of("e").Started() with { Shares = [0.9, 0.1] }]);
        Assert.All(Units, unit => Assert.Equal(set.Variant("e", unit) == "a" ? 0.9 : 0.1, set.Find("e", Trial.Somebody(unit))!.Probability, 9));
        Assert.InRange(Counts(set, "e", "a", "b")[0], People * 0.88, People * 0.92);
    }

    [Fact]
    [Trait("Feature", "S129")]
    public void Find_Switchback_EverybodySeesTheSameAndEachRoundEachVariantOnce()
    {
        ExperimentSet set = Trial.Set(Trial.Of("e", "a", "b", "c") with { Kind = ExperimentKind.Switchback });
        string[] days = [.. Enumerable.Range(0, 60).Select(day => Units[..20].Select(unit => set.Find("e", Trial.Somebody(unit) with { At = Trial.Start.AddDays(day).AddHours(5) })!.Variant).Distinct().Single())];
        Assert.All(days.Chunk(3), round => Assert.Equal(["a", "b", "c"], round.Order()));
        Assert.True(days.Chunk(3).Select(round => string.Concat(round)).Distinct().Count() > 3);
    }

    private static double[] Counts(ExperimentSet set, string id, params string[] variants) => [.. variants.Select(variant => (double)Units.Count(unit => set.Variant(id, unit) == variant))];

    private static double ChiSquare(double[] counts, double[] expected) => counts.Zip(expected, (count, mean) => (count - mean) * (count - mean) / mean).Sum();
}
