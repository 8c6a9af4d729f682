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
        Assert.Equal(10, ShippedSegments.All.Count);
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
    [InlineData("name: A\nrule: []", "missing", 2)]
    [InlineData("name: A", "missing", 1)]
    public void Read_WhatIsWrong_IsFoundWithItsLine(string text, string code, int line)
    {
        SegmentReading reading = SegmentReader.Read(Encoding.UTF8.GetBytes(text), "mine", 1, new HashSet<string> { "vip" });

        Assert.Null(reading.Segment);
        Assert.Contains(reading.Findings, one => one.Code == code && one.Line == line);
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
