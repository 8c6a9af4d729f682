using System.Text;
using Personalization.Experiments.Bucketing;
using Personalization.Experiments.Definitions;

namespace Personalization.Tests.Experiments;

[Trait("Feature", "S125")]
public sealed class ExperimentReaderTests
{
    private const string Whole = """
        name: Home page by name or by category
        hypothesis: Visitors find their way sooner
        kind: fixed
        unit: person
        variants:
          - { id: name, weight: 1, parameters: { layout: name, columns: 3 } }
          - { id: category, weight: 3 }
        audience: [regulars]
        traffic: 0.5
        group: { name: home, from: 0.25, to: 0.75 }
        start: 2026-11-20T18:00:00Z
        end: 2026-12-01T00:00:00Z
        metric: revenue
        guardrails:
          - { metric: conversion, margin: 0.02 }
        hash: growthbook2
        seed: feature-exp
        """;

    [Fact]
    public void Read_Whole_EverythingIsThere()
    {
        Experiment read = Read(Whole).Experiment!;
        Assert.Equal(("Home page by name or by category", 0.5, ExperimentMetric.Revenue, BucketHash.GrowthBook2, "feature-exp"), (read.Name, read.Traffic, read.Metric, read.Hash, read.Seed));
        Assert.Equal(["name 1", "category 3"], read.Variants.Select(one => $"{one.Id} {one.Weight}"));
        Assert.Equal("""{"layout":"name","columns":3}""", read.Variants[0].Parameters!.ToJsonString());
        Assert.Equal((new ExperimentGroup("home", new BucketRange(0.25, 0.75)), new Guardrail(ExperimentMetric.Conversion, 0.02)), (read.Group, read.Guardrails.Single()));
        Assert.Equal((new DateTimeOffset(2026, 11, 20, 18, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero)), (read.Start, read.End));
    }

    [Fact]
    public void Read_Least_IsFiftyFiftyOfEverybodyByPerson()
    {
        Experiment read = Read("{name: x, variants: [{id: a}, {id: b}]}").Experiment!;
        Assert.Equal((ExperimentKind.Fixed, ExperimentUnit.Person, ExperimentMetric.Conversion, 1d, "e", BucketHash.Murmur3), (read.Kind, read.Unit, read.Metric, read.Traffic, read.Seed, read.Hash));
    }

    [Theory]
    [InlineData("{variants: [{id: a}, {id: b}]}", "/name")]
    [InlineData("{name: x}", "/variants")]
    [InlineData("{name: x, variants: [{id: a}]}", "/variants")]
    [InlineData("{name: x, variants: [{id: a}, {id: a}]}", "/variants/1/id")]
    [InlineData("{name: x, variants: [{id: a}, {id: 'b c'}]}", "/variants/1/id")]
    [InlineData("{name: x, variants: [{id: a}, {id: b, weight: 0}]}", "/variants/1/weight")]
    [InlineData("{name: x, variants: [{id: a}, {id: b, wieght: 1}]}", "/variants/1/wieght")]
    [InlineData("{name: x, variants: [{id: a}, {id: b}], traffic: 2}", "/traffic")]
    [InlineData("{name: x, variants: [{id: a}, {id: b}], kind: banditt}", "/kind")]
    [InlineData("{name: x, variants: [{id: a}, {id: b}], audience: [nobody]}", "/audience")]
    [InlineData("{name: x, variants: [{id: a}, {id: b}], group: {name: g, from: 0.5, to: 0.5}}", "/group/to")]
    [InlineData("{name: x, variants: [{id: a}, {id: b}], start: yesterday}", "/start")]
    [InlineData("{name: x, variants: [{id: a}, {id: b}], start: 2026-12-02, end: 2026-12-01}", "/end")]
    [InlineData("{name: x, variants: [{id: a}, {id: b}], schedule: weekend, start: 2026-12-02}", "/schedule")]
    [InlineData("{name: x, variants: [{id: a}, {id: b}], kind: switchback, period: 6h}", "/period")]
    [InlineData("{name: x, variants: [{id: a}, {id: b}], kind: switchback, traffic: 0.5}", "/kind")]
    [InlineData("{name: x, variants: [{id: a}, {id: b}], kind: holdout, audience: [regulars]}", "/kind")]
    [InlineData("{name: x, variants: [{id: a}, {id: b}], guardrails: [{metric: joy}]}", "/guardrails/0/metric")]
    [InlineData("{name: x, variants: [{id: a}, {id: b}], colour: red}", "/colour")]
    public void Read_Wrong_IsFoundWhereItStands(string text, string pointer)
    {
        ExperimentReading reading = Read(text);
        Assert.Null(reading.Experiment);
        Assert.Equal(pointer, Assert.Single(reading.Findings).Pointer);
    }

    [Theory]
    [InlineData("power")]
    [InlineData("a b")]
    public void Read_IdThatCannotBe_IsFound(string id) => Assert.Null(ExperimentReader.Read("{name: x, variants: [{id: a}, {id: b}]}"u8, id, 1).Experiment);

    private static ExperimentReading Read(string text) => ExperimentReader.Read(Encoding.UTF8.GetBytes(text), "e", 1, new HashSet<string> { "regulars" });
}
