using System.Text;
using System.Text.Json;
using Personalization.Journeys.Recipes;
using Personalization.Simulator.Commands;
using Personalization.Simulator.Shoppers;
using Personalization.Simulator.World;

namespace Personalization.Functions.Tests.Simulation;

public sealed class SimulateCommandTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("simulated-");

    [Theory]
    [InlineData("abandoned-cart")]
    [InlineData("post-purchase")]
    [InlineData("browse-abandonment")]
    [InlineData("price-drop")]
    public async Task Run_SameSeed_GivesTheSameBytes(string journey)
    {
        (int code, string one, _) = await RunAsync(journey, "--people", "60", "--days", "20", "--seed", "3");
        string same = (await RunAsync(journey, "--people", "60", "--days", "20", "--seed", "3")).Output, other = (await RunAsync(journey, "--people", "60", "--days", "20", "--seed", "4")).Output;

        Assert.Equal(0, code);
        Assert.Equal(one, same);
        Assert.NotEqual(one, other);
        Assert.Contains("entered the journey", one, StringComparison.Ordinal);
        Assert.Contains($"{journey} begins", one, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_AgainstBase_ShowsWhoGetsWhatAtAnotherTime()
    {
        string[] args = ["abandoned-cart", "--people", "60", "--days", "20", "--set", "Journeys:AbandonedCart:FirstAfter=3h", "--against", "base"];
        JsonElement report = JsonElement.Parse((await RunAsync([.. args, "--json"])).Output);
        string text = (await RunAsync(args)).Output;

        JsonElement[] moved = [.. report.GetProperty("changes").EnumerateArray().Where(change => change.GetProperty("kind").GetString() == "moved")];
        Assert.NotEmpty(moved);
        Assert.Contains(moved, change => change.GetProperty("after").GetDateTimeOffset() - change.GetProperty("before").GetDateTimeOffset() == TimeSpan.FromHours(2));
        Assert.Contains("would get a message at another time", text, StringComparison.Ordinal);
        Assert.Contains("(2 h later)", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_AgainstItself_ShowsNoChange()
    {
        JsonElement report = JsonElement.Parse((await RunAsync("abandoned-cart", "--people", "40", "--days", "10", "--against", "abandoned-cart", "--json")).Output);
        Assert.Empty(report.GetProperty("changes").EnumerateArray());
    }

    [Fact]
    public async Task Run_RecipeFileAgainstItsOtherVersion_ShowsTheDifference()
    {
        string recipe = Encoding.UTF8.GetString(ShippedRecipes.All["welcome"].Text.Span);
        string file = Path.Combine(folder.FullName, "mine.yaml"), wrong = Path.Combine(folder.FullName, "wrong.yaml");
        await File.WriteAllTextAsync(file, recipe);
        await File.WriteAllTextAsync(wrong, "id: [");

        JsonElement same = JsonElement.Parse((await RunAsync(file, "--people", "40", "--days", "20", "--against", "welcome", "--json")).Output);
        JsonElement other = JsonElement.Parse((await RunAsync(file, "--people", "40", "--days", "20", "--against", "browse-abandonment", "--json")).Output);

        Assert.Empty(same.GetProperty("changes").EnumerateArray());
        Assert.NotEmpty(other.GetProperty("changes").EnumerateArray());
        Assert.Contains("is no recipe: line ", (await RunAsync(wrong)).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_RealHistory_IsToldAsMadeUpHistoryIs()
    {
        string file = Path.Combine(folder.FullName, "events.ndjson");
        await File.WriteAllLinesAsync(file, GeneratedHistory.Tell(2, 30, 10, GeneratedHistory.Start).Where(fact => !fact.Line.IsEmpty).Select(fact => Encoding.UTF8.GetString(fact.Line.Span)));

        (int code, string output, _) = await RunAsync("abandoned-cart", "--from", file, "--days", "30");

        Assert.Equal(0, code);
        Assert.Contains("\" sent", output, StringComparison.Ordinal);
        Assert.Equal(output, (await RunAsync("abandoned-cart", "--data", folder.FullName, "--days", "30")).Output);
    }

    [Fact]
    public void Read_LinesAsASenderSendsThem_AreTakenWithTheirProducts()
    {
        string file = Path.Combine(folder.FullName, "segment.jsonl");
        File.WriteAllText(file, """{"type":"track","event":"Product Added","userId":"ana","messageId":"1","timestamp":"2026-03-01T10:00:00Z","properties":{"product_id":"p1","name":"Cup","price":4.5,"currency":"EUR"}}""" + "\n");

        IReadOnlyList<Fact> facts = EventHistory.Read(file);

        Assert.Equal(("p1", 4.5m, "EUR"), (facts[0].Products[0].Product.ProductId, facts[0].Products[0].Product.Price, facts[0].Products[0].Product.Currency));
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.Zero), facts[1].At);
    }

    [Theory]
    [InlineData("Which journey?")]
    [InlineData("There is no journey nothing.", "nothing")]
    [InlineData("There is no option --what.", "abandoned-cart", "--what")]
    [InlineData("--days needs a value.", "abandoned-cart", "--days")]
    [InlineData("--days is a whole number from 1 to 730, not x.", "abandoned-cart", "--days", "x")]
    [InlineData("--set takes NAME=VALUE", "abandoned-cart", "--set", "x")]
    [InlineData("There is no setting Journeys:AbandonedCart:Delay. There are Journeys:AbandonedCart:CartUrl", "abandoned-cart", "--people", "1", "--set", "Journeys:AbandonedCart:Delay=2h")]
    [InlineData("FirstAfter must be above 0", "abandoned-cart", "--people", "1", "--set", "Journeys:AbandonedCart:FirstAfter=0h")]
    [InlineData("There is no file or folder nowhere.ndjson.", "abandoned-cart", "--from", "nowhere.ndjson")]
    [InlineData("Nobody is called nobody here", "abandoned-cart", "--people", "5", "--days", "3", "--person", "nobody")]
    [InlineData("--against base compares", "abandoned-cart", "--against", "base")]
    public async Task Run_WhatItDoesNotUnderstand_IsSaidInOneLine(string said, params string[] args)
    {
        (int code, string output, string errors) = await RunAsync(args);

        Assert.Equal((2, ""), (code, output));
        Assert.Contains(said, errors, StringComparison.Ordinal);
        Assert.Equal(1, errors.Count(one => one == '\n'));
    }

    public void Dispose() => folder.Delete(true);

    private static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] args)
    {
        using StringWriter output = new() { NewLine = "\n" }, errors = new() { NewLine = "\n" };
        int code = await SimulateCommand.RunAsync(args, output, errors);
        return (code, output.ToString(), errors.ToString());
    }
}
