using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Personalization.Assistant;
using Personalization.Assistant.Offline;
using Personalization.Assistant.Tools;
using Personalization.Catalog;
using Personalization.Functions.Assistant;
using Personalization.Testing;

namespace Personalization.Functions.Tests.Assistant;

/// <summary>The app with a scripted model and tools of the tests'.</summary>
public sealed class ModelWorld() : AppWorld(ModelShop.Now, typeof(AssistantFunctions))
{
    public const int VisitorTokens = 5000, AddressTokens = 12_000, PerMinute = 12;

    private ModelShop? shop;
    private int visitors;

    internal ModelShop Shop => shop!;

    internal ScriptedModel Model => shop!.Model;

    protected override IEnumerable<KeyValuePair<string, string?>> Settings => new Dictionary<string, string?>
    {
        ["Assistant:ModelUrl"] = Model.Address.ToString(), ["Assistant:Model"] = "scripted", ["Assistant:ModelKey"] = "k", ["Assistant:TokensPerVisitor"] = $"{VisitorTokens}", ["Assistant:TokensPerAddress"] = $"{AddressTokens}", ["Assistant:TokensPerDay"] = "100000",
        ["Assistant:QuestionsPerMinute"] = $"{PerMinute}",
    };

    /// <summary>A visitor that nobody else is, at a time when no question has been counted yet.</summary>
    public string NewVisitor()
    {
        Time.Advance(TimeSpan.FromMinutes(2));
        return $"device-{++visitors}";
    }

    /// <summary>Sends a body; with a key to the merchant's route.</summary>
    public Task<HttpResponseMessage> SendAsync(object body, bool merchant = false, string tail = "", CancellationToken cancellationToken = default) =>
        PostAsync((merchant ? "/v1/merchant/chat" : "/v1/assistant/chat") + tail, body, merchant ? Key : null, cancellationToken);

    /// <summary>A JSON answer.</summary>
    public async Task<JsonElement> AskAsync(object body, bool merchant = false)
    {
        using HttpResponseMessage answer = await SendAsync(body, merchant);
        return await ReadAsync(answer);
    }

    protected override async Task BeforeAsync() => shop = await ModelShop.StartAsync();

    protected override void Add(IServiceCollection services)
    {
        services.RemoveAll<IOfflinePlanner>().RemoveAll<IAssistantTool>();
        foreach (AssistantAudience audience in Enum.GetValues<AssistantAudience>()) services.AddSingleton<IOfflinePlanner>(new TestPlanner(audience));
        foreach (TestTool tool in Shop.Tools) services.AddSingleton<IAssistantTool>(tool);
    }

    protected override Task FillAsync() =>
        Services.GetRequiredService<ICatalogStore>().DescribeAsync([.. Shop.Products.Select(product => new ProductDescription(product, ModelShop.Now))], default);

    protected override async Task AfterAsync()
    {
        if (shop is not null) await shop.DisposeAsync();
    }
}
