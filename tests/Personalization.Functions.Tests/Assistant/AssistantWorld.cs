using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Personalization.Catalog;
using Personalization.Catalog.Demo;
using Personalization.Events;
using Personalization.Functions.Assistant;
using Personalization.Functions.Assistant.Hints;
using Personalization.Functions.Assistant.Proposals;
using Personalization.Functions.Assistant.Tools;
using Personalization.Functions.Events;
using Personalization.Functions.Segments;

namespace Personalization.Functions.Tests.Assistant;

/// <summary>The demo shop with its assistant, without any model.</summary>
public class AssistantWorld() : AppWorld(Now, typeof(AssistantFunctions), typeof(HintFunctions), typeof(ProposalFunctions), typeof(SegmentApi), typeof(MerchantCosts))
{
    public static readonly DateTimeOffset Now = new(2025, 6, 1, 12, 0, 0, TimeSpan.Zero);

    public CatalogSnapshot Catalog { get; private set; } = CatalogSnapshot.Empty;

    protected override IEnumerable<KeyValuePair<string, string?>> Settings => new Dictionary<string, string?> { ["Assistant:QuestionsPerMinute"] = "100000" };

    /// <summary>Asks as a shopper; goes on with a conversation where one is given.</summary>
    public async Task<JsonElement> AskAsync(string question, string? conversation = null, string? more = null)
    {
        string body = $"{{\"message\":{JsonSerializer.Serialize(question)}{(conversation is null ? "" : $",\"conversationId\":\"{conversation}\"")}{(more is null ? "" : "," + more)}}}";
        using HttpResponseMessage answer = await PostAsync("/v1/assistant/chat", body);
        return await ReadAsync(answer);
    }

    protected override async Task FillAsync()
    {
        ICatalogStore store = Services.GetRequiredService<ICatalogStore>();
        DemoShop shop = DemoShop.Create(7, Now);
        await store.DescribeAsync([.. shop.Guides, .. shop.Products], default);
        Catalog = await store.CurrentAsync(default);
    }

    /// <summary>What is at an address, with the status; with a key where one is given.</summary>
    public async Task<(int Status, JsonElement Body)> GetAsync(string path, string? key = null)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, path);
        if (key is not null) request.Headers.Add("x-functions-key", key);
        using HttpResponseMessage answer = await Client.SendAsync(request);
        return ((int)answer.StatusCode, JsonElement.Parse(await answer.Content.ReadAsStringAsync()));
    }

    /// <summary>Takes a track event of a known person, as the shop's server would send it.</summary>
    public async Task TrackAsync(string name, string user, double daysAgo, string properties)
    {
        DateTimeOffset at = Now.AddDays(-daysAgo);
        ReadOnlyMemory<byte> line = EventCodec.Line(new EventDraft($"{name} {user} {daysAgo}", EventType.Track, name, user, null, at, at, "test"), json =>
        {
            foreach (JsonProperty member in JsonElement.Parse(properties).EnumerateObject()) member.WriteTo(json);
        });
        Assert.True(await Services.GetRequiredService<ServerEvents>().TryAcceptAsync([line], default));
    }
}
