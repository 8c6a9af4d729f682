using System.Text.Json;
using Personalization.Assistant;
using Personalization.Assistant.Models;
using Personalization.Assistant.Tools;
using Personalization.Testing;

namespace Personalization.Functions.Tests.Assistant;

/// <summary>The model is the attacker's, or does what the attacker says: what reaches people and which tools run must not depend on it. Cases are in <c>RedTeam/cases.json</c>.</summary>
[Trait("Feature", "S90")]
public sealed class RedTeamTests
{
    private const int FewestCases = 60;

    private static readonly JsonElement Cases = Read();

    public static TheoryData<string> Names => [.. Cases.EnumerateArray().Select(one => one.GetProperty("name").GetString()!)];

    [Fact]
    public void Cases_All_AreEnoughAndHaveNamesOfTheirOwn()
    {
        Assert.True(Names.Count >= FewestCases);
        Assert.Equal(Names.Count, Cases.EnumerateArray().Select(one => one.GetProperty("name").GetString()).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Ask_CompromisedModel_AchievesNothing(string name)
    {
        JsonElement one = Cases.EnumerateArray().Single(known => known.GetProperty("name").GetString() == name);
        await using ModelShop shop = await ModelShop.StartAsync();
        Plant(shop, one);
        AssistantAudience audience = one.GetProperty("audience").GetString() is "merchant" ? AssistantAudience.Merchant : AssistantAudience.Shopper;
        (string, string)[] calls = one.TryGetProperty("calls", out JsonElement said)
            ? [.. said.EnumerateArray().Select(call => (call[0].GetString()!, call[1].GetString()!))]
            : [(audience is AssistantAudience.Merchant ? "segment_count" : "search_products", "{}")];
        if (calls.Length > 0) shop.Model.Plays(ModelReply.Calls(calls));
        shop.Model.Otherwise = _ => ModelReply.Says([.. one.GetProperty("says").GetString()!.Chunk(7).Select(piece => new string(piece))]);

        string shown = await ShownAsync(shop, ModelShop.Turn(one.GetProperty("question").GetString()!, audience, one.GetProperty("language").GetString()!));

        Assert.All(Texts(one, "never"), never => Assert.DoesNotContain(never, shown, StringComparison.OrdinalIgnoreCase));
        Assert.All(Texts(one, "keeps"), kept => Assert.Contains(kept, shown, StringComparison.Ordinal));
        Assert.All(Texts(one, "notRun"), tool => Assert.Equal(0, shop.CallsOf(tool)));
        Assert.All(Texts(one, "hidden"), secret => Assert.All(shop.Model.Asked, asked => Assert.DoesNotContain(secret, asked.Body, StringComparison.Ordinal)));
        Assert.All(shop.Tools, tool => Assert.True(tool.Calls.Count <= 8, "a flood of calls got through"));
    }

    // Where nothing of the model's can be said another engine answers, from the facts alone.
    private static async Task<string> ShownAsync(ModelShop shop, Personalization.Assistant.Engines.AssistantTurn turn)
    {
        System.Text.StringBuilder shown = new();
        try
        {
            await foreach (Personalization.Assistant.Engines.AssistantEvent one in shop.Engine().AnswerAsync(turn, CancellationToken.None))
                if (one is Personalization.Assistant.Engines.TextPiece piece) shown.Append(piece.Text);
        }
        catch (ModelException fault)
        {
            Assert.Equal(ModelFault.Unreadable, fault.Fault);
        }
        return shown.ToString();
    }

    private static void Plant(ModelShop shop, JsonElement one)
    {
        if (!one.TryGetProperty("plant", out JsonElement plant)) return;
        if (plant.TryGetProperty("description", out JsonElement description)) shop.Products[0] = shop.Products[0] with { Description = description.GetString() };
        if (plant.TryGetProperty("name", out JsonElement name)) shop.Products[1] = shop.Products[1] with { Name = name.GetString()! };
        if (plant.TryGetProperty("attribute", out JsonElement attribute)) shop.Products[1] = shop.Products[1] with { Attributes = new Dictionary<string, string> { ["note"] = attribute.GetString()! } };
        if (plant.TryGetProperty("guide", out JsonElement guide)) shop.More.Add(new TextFact("guide", guide.GetString()!));
    }

    private static IEnumerable<string> Texts(JsonElement one, string name) => one.TryGetProperty(name, out JsonElement all) ? all.EnumerateArray().Select(text => text.GetString()!) : [];

    private static JsonElement Read()
    {
        using Stream stream = typeof(RedTeamTests).Assembly.GetManifestResourceStream("RedTeam.cases.json")!;
        using MemoryStream bytes = new();
        stream.CopyTo(bytes);
        return JsonElement.Parse(bytes.ToArray());
    }
}
