using System.Text;
using Personalization.Journeys.Recipes;
using Personalization.Journeys.Recipes.Reading;
using Personalization.Segments;
using Personalization.Segments.Definitions;

namespace Personalization.Tests.Segments;

public sealed class SegmentReaderTests
{
    [Fact]
    public void Read_EveryShippedSegment_CanBeUsed()
    {
        Assert.Equal(14, ShippedSegments.All.Count);
        foreach ((string id, string text) in ShippedSegments.All) Assert.Empty(SegmentReader.Read(Encoding.UTF8.GetBytes(text), id, 1).Findings);
    }

    [Theory]
    [InlineData("name: A\nrule:\n  stage: activ", "invalid", 3)]
    [InlineData("name: A\nrule:\n  event: Segment Entered", "invalid", 3)]
    [InlineData("name: A\nrule:\n  event: Quiz Taken\n  within: 36h", "invalid", 4)]
    [InlineData("name: A\nrule:\n  event: Quiz Taken\n  within: 91d", "invalid", 4)]
    [InlineData("name: A\nrule:\n  segment: nobody", "unknown-segment", 3)]
    [InlineData("name: A\nrule:\n  did: viewed\n  since: entry", "invalid", 4)]
    [InlineData("name: A\nrule:\n  orders: {from: 2026-02-01, until: 2026-01-01}", "invalid", 3)]
    [InlineData("name: A\nrule:\n  predicted: churnRisk", "missing", 3)]
    [InlineData("name: A\nrule:\n  trait: gender\n  is: f", "missing", 1)]
    [InlineData("name: A\nrule:\n  not: {trait: age_group, is: old}", "missing", 1)]
    [InlineData("name: A\nrule:\n  traitDate: birthDate\n  olderThan: 3650d", "missing", 1)]
    [InlineData("name: A\nlawfulBasis: contract\nrule:\n  trait: score:health\n  atLeast: 1", "missing", 2)]
    [InlineData("name: A\nlawfulBasis: curiosity\nrule:\n  trait: gender\n  is: f", "invalid", 2)]
    [InlineData("name: A\nbestsellers: maybe\nrule:\n  did: viewed", "wrong-type", 2)]
    [InlineData("name: A\nrule: []", "missing", 2)]
    [InlineData("name: A", "missing", 1)]
    public void Read_WhatIsWrong_IsFoundWithItsLine(string text, string code, int line)
    {
        SegmentReading reading = SegmentReader.Read(Encoding.UTF8.GetBytes(text), "mine", 1, new HashSet<string> { "vip" });

        Assert.Null(reading.Segment);
        Assert.Contains(reading.Findings, one => one.Code == code && one.Line == line);
    }

    [Theory]
    [Trait("Feature", "S43")]
    [InlineData("name: A\nlawfulBasis: legitimateInterest\nrule:\n  trait: gender\n  is: f", LawfulBasis.LegitimateInterest)]
    [InlineData("name: A\nlawfulBasis: consent\nrule:\n  trait: religion\n  exists: true", LawfulBasis.Consent)]
    [InlineData("name: A\nrule:\n  trait: country\n  is: GR", null)]
    [InlineData("name: A\nrule:\n  date: birthday\n  inDays: 7", null)]
    [InlineData("name: A\nrule:\n  trait: manager\n  is: true", null)]
    public void Read_RuleOfWhoSomebodyIs_SaysByWhatItIsLawful(string text, LawfulBasis? basis)
    {
        SegmentReading reading = SegmentReader.Read(Encoding.UTF8.GetBytes(text), "mine", 1);

        Assert.Empty(reading.Findings);
        Assert.Equal(basis, reading.Segment!.LawfulBasis);
    }

    [Theory]
    [InlineData("buyer")]
    [InlineData("auto")]
    public void Read_BestsellersOfANameThatIsTaken_IsRefused(string id)
    {
        Assert.NotNull(SegmentReader.Read("name: A\nrule:\n  did: viewed"u8, id, 1).Segment);
        Assert.Equal("/bestsellers", Assert.Single(SegmentReader.Read("name: A\nbestsellers: true\nrule:\n  did: viewed"u8, id, 1).Findings).Pointer);
    }

    [Fact]
    public void Read_MoreThanARuleMayHold_IsRefusedWithWords()
    {
        string deep = string.Concat(Enumerable.Repeat("{\"not\":", 40)) + "{\"did\":\"viewed\"}" + new string('}', 40);
        string many = string.Join(',', Enumerable.Repeat("{\"did\":\"viewed\"}", SegmentLimits.Conditions + 1));

        Assert.Equal("too-deep", Findings($$"""{"name":"A","rule":{{deep}}}""")[0].Code);
        Assert.Equal("too-large", Assert.Single(Findings($$"""{"name":"A","rule":[{{many}}]}""")).Code);
        Assert.Equal("too-large", Assert.Single(Findings(new string(' ', SegmentLimits.Bytes) + """{"name":"A","rule":{"did":"viewed"}}""")).Code);

        static IReadOnlyList<Personalization.Common.Documents.DocumentFinding> Findings(string text) => SegmentReader.Read(Encoding.UTF8.GetBytes(text), "mine", 1).Findings;
    }

    [Fact]
    public void Read_Json_IsTheSameLanguage() =>
        Assert.IsType<InteractionTest>(SegmentReader.Read("""{"name":"Saw it","rule":{"saw":"tent","within":"30d"}}"""u8, "saw", 1).Segment!.Rule);

    [Fact]
    public void Circle_SegmentsThatAskForEachOther_IsNamed()
    {
        Dictionary<string, Condition> rules = new() { ["a"] = new NotTrue(new SegmentTest("b")), ["b"] = new AllOf([new SegmentTest("c")]), ["c"] = new SegmentTest("a"), ["d"] = new SegmentTest("a") };

        Assert.Equal(["a", "b", "c", "a"], SegmentSet.Circle(rules));
        rules["c"] = new SegmentTest("nobody");
        Assert.Null(SegmentSet.Circle(rules));
    }

    [Theory]
    [InlineData("{segment: vip}", "vip", true)]
    [InlineData("{segment: leaves, of: vip}", "vip", false)]
    [InlineData("{segment: enters, of: vip}", "vip", true)]
    public void Read_TriggerThatNamesASegment_AsksWhetherThePersonIsInIt(string trigger, string segment, bool enters)
    {
        RecipeReading reading = RecipeReader.Read(Encoding.UTF8.GetBytes($"id: one\nname: One\ntrigger: {trigger}\nsteps:\n  - wait: 1d\n"));

        Assert.Equal(new SegmentTrigger(new SegmentTest(segment), enters), reading.Recipe?.Trigger);
    }
}
