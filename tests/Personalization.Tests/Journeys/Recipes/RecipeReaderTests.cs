using System.Text;
using System.Text.Json;
using Personalization.Common.Documents;
using Personalization.Journeys.Recipes;
using Personalization.Journeys.Recipes.Reading;
using Personalization.Messages;

namespace Personalization.Tests.Journeys.Recipes;

public sealed class RecipeReaderTests
{
    [Fact]
    [Trait("Feature", "S112")]
    public void Read_EverythingWrong_IsFoundAtOnceWithItsLine()
    {
        RecipeReading reading = Read("""
            id: no spaces
            nam: Greeting
            trigger:
              evnt: Signed Up
            entry:
              - tait: tier
              - did: bougth
              - orders: { atLeast: many }
            reentry: sometimes
            steps:
              - wait: soon
              - mesage: hello
              - message: hello
                channel: emial
                recommendations: { strategy: for_yuo }
              - split: x
                branches: []
            """);

        Assert.Null(reading.Recipe);
        Assert.Equal(
            [
                (1, "missing"), (1, "invalid"), (2, "unknown-key"), (4, "unknown-trigger"), (6, "unknown-condition"), (7, "invalid"), (8, "wrong-type"), (9, "invalid"),
                (11, "invalid"), (12, "unknown-step"), (14, "invalid"), (15, "invalid"), (17, "wrong-type"),
            ],
            reading.Findings.Select(one => (one.Line, one.Code)));
        string Detail(int line) => reading.Findings.First(one => one.Line == line && one.Code != "missing").Detail;
        Assert.Contains("did you mean name?", Detail(2), StringComparison.Ordinal);
        Assert.Contains("did you mean event?", Detail(4), StringComparison.Ordinal);
        Assert.Contains("did you mean bought?", Detail(7), StringComparison.Ordinal);
        Assert.Contains("did you mean message?", Detail(12), StringComparison.Ordinal);
        Assert.Contains("did you mean email?", Detail(14), StringComparison.Ordinal);
        Assert.Contains("did you mean for_you?", Detail(15), StringComparison.Ordinal);
        Assert.Equal(("/steps/2/channel", 14), (reading.Findings[^3].Pointer, reading.Findings[^3].Column));
    }

    [Theory]
    [InlineData("a: &x 1\nb: *x", "alias", 1)]
    [InlineData("a: !!str 1", "tag", 1)]
    [InlineData("a: [1,", "not-yaml", 2)]
    [InlineData("- a\n- b", "wrong-type", 1)]
    [InlineData("id: x\n---\nid: y", "several-documents", 2)]
    [InlineData("", "empty", 1)]
    [InlineData("id: x\nid: y", "duplicate", 2)]
    public void Read_WhatIsNoPlainDocument_IsRefused(string text, string code, int line) =>
        Assert.Contains(Read(text).Findings, one => one.Code == code && one.Line == line);

    [Fact]
    public void Read_NestedWithoutEnd_IsRefusedAndNoStackOverflows()
    {
        Assert.Equal("too-deep", Assert.Single(Read(new string('[', 30_000)).Findings).Code);
        Assert.Equal("too-large", Assert.Single(Read(new string(' ', RecipeLimits.Bytes + 1)).Findings).Code);
    }

    [Fact]
    public void Read_TooManySteps_SaysSoOnce()
    {
        StringBuilder text = new("id: x\nname: x\ntrigger: { event: x }\nsteps:\n");
        for (int step = 0; step < 150; step++) text.Append("  - wait: 1d\n");
        Assert.Equal((105, "too-many-steps"), Read(text.ToString()).Findings.Select(one => (one.Line, one.Code)).Single());
    }

    [Fact]
    public void Read_Json_IsTheSameLanguage()
    {
        Recipe recipe = Read("""{"id":"x","name":"x","trigger":{"event":"Signed Up","where":{"plan.name":["a",2],"price":{"atLeast":3}},"count":2,"per":"id"},"reentry":{"after":"3d"},"steps":[{"message":"hello","channels":["sms","email"],"model":{"n":1,"t":"1"},"validFor":"2h"}]}""").Recipe!;

        EventTrigger trigger = Assert.IsType<EventTrigger>(recipe.Trigger);
        Assert.Equal(("Signed Up", 2, "id"), (trigger.Event, trigger.Count, trigger.Per));
        Assert.Equal(["a", "2"], trigger.Where[0].Values.ToArray());
        Assert.Equal(new Reentry(true, TimeSpan.FromDays(3)), recipe.Reentry);
        MessageStep message = Assert.IsType<MessageStep>(Assert.Single(recipe.Steps));
        Assert.Equal([MessageChannel.Sms, MessageChannel.Email], message.Channels.ToArray());
        Assert.Equal("""{"n":1,"t":"1"}""", message.Model.GetRawText());
        Assert.Equal(TimeSpan.FromHours(2), message.ValidFor);
    }

    [Theory]
    [InlineData("4h", 240.0)]
    [InlineData("1w", 10080.0)]
    [InlineData("90s", 1.5)]
    [InlineData("4 h", null)]
    [InlineData("-1h", null)]
    [InlineData("h", null)]
    public void Parse_Duration_AsWritten(string text, double? minutes) => Assert.Equal(minutes, Durations.Parse(text)?.TotalMinutes);

    [Fact]
    [Trait("Feature", "S112")]
    public void All_Shipped_AreReadWithoutAFindingAndAreOff()
    {
        Assert.Equal(10, ShippedRecipes.All.Count);
        Assert.All(ShippedRecipes.All.Values, one =>
        {
            Assert.Empty(RecipeReader.Read(one.Text.Span, one.Recipe.Id).Findings);
            Assert.False(one.Recipe.Active);
        });
    }

    [Fact]
    public void Schema_WhatTheReaderKnows_IsInIt()
    {
        JsonElement schema = JsonElement.Parse(ShippedRecipes.Schema().Span);
        Assert.Equal("https://json-schema.org/draft/2020-12/schema", schema.GetProperty("$schema").GetString());
        string text = schema.GetRawText();
        RecipeReading reading = Read("id: x\nname: x\ntrigger: { nothing: 1 }\nentry: { nothing: 1 }\nnothing: 1\nsteps:\n  - nothing: 1\n  - message: x\n    nothing: 1\n");
        string[] lists = [.. reading.Findings.Where(one => one.Code.StartsWith("unknown", StringComparison.Ordinal)).Select(one => one.Detail[(Math.Max(one.Detail.LastIndexOf("there are ", StringComparison.Ordinal) + 7, one.Detail.LastIndexOf("it has ", StringComparison.Ordinal) + 4) + 3)..])];

        Assert.Equal(5, lists.Length);
        Assert.All(lists.SelectMany(list => list.Split(", ")), name => Assert.Contains($"\"{name}\"", text, StringComparison.Ordinal));
    }

    private static RecipeReading Read(string text) => RecipeReader.Read(Encoding.UTF8.GetBytes(text));
}
