using System.Text.Json;
using Azure.Storage.Blobs;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Personalization.Catalog;
using Personalization.Events;
using Personalization.Functions.Events;
using Personalization.Functions.Journeys;
using Personalization.Functions.Journeys.Carts;
using Personalization.Functions.Journeys.Orders;
using Personalization.Functions.Profiles;
using Personalization.Functions.Tests.Events;
using Personalization.Functions.Tests.Journeys.Recipes;
using Personalization.Functions.Tests.Segments;
using Personalization.Journeys;
using Personalization.Journeys.Carts;
using Personalization.Journeys.Orders;
using Personalization.LocalHost.Durable;
using Personalization.Messages;
using Personalization.Profiles;
using Personalization.Simulator.Stores;
using Personalization.Testing;

namespace Personalization.Functions.Tests.Journeys;

/// <summary>A shop in memory: captured events go the way that they go in the app, and time passes from due time to due time.</summary>
internal sealed class JourneyWorld : IAsyncDisposable
{
    private readonly ProfileUpdater updater;
    private readonly DurableEngine engine;
    private readonly ProcessEvents process;
    private readonly EventPipeline pipeline;
    private int events;

    private JourneyWorld(MessagePolicy? policy)
    {
        Mail = new JourneyMail(Clock, policy);
        updater = new ProfileUpdater(Profiles);
        CarriedChannels channels = new([MessageChannel.Email, MessageChannel.Inbox, MessageChannel.Webhook]);
        CartLook look = new(Profiles, Catalog, Complements, Budget, Cart, channels, new CouponKey("the key of the tests"), Predictions, Clock);
        OrderLook order = new(Profiles, Catalog, Complements, Complements, Order, channels, Clock);
        Recipes = new RecipeParts(this, updater, channels);
        Guard = new JourneyGuards([new CartGuard(Profiles, Catalog, Cart), new OrderGuard(Profiles, Order), Recipes.Guard]);
        Mail.Open(updater, Guard, this);
        JourneyCode code = new JourneyCode()
            .With(AbandonedCartFunctions.Orchestrator, AbandonedCartFunctions.RunAsync)
            .With<AbandonedCartState, JourneyTurn<AbandonedCartState>>(AbandonedCartFunctions.LookActivity, async (state, token) =>
            {
                await BeforeLook(state);
                return await look.LookAsync(state, token);
            })
            .With(PostPurchaseFunctions.Orchestrator, PostPurchaseFunctions.RunAsync)
            .With<PostPurchaseState, JourneyTurn<PostPurchaseState>>(PostPurchaseFunctions.LookActivity, order.LookAsync)
            .With<JourneyStep, string?>(nameof(PerformJourneyAct), (step, token) => Mail.Actor.PerformAsync(step, token));
        engine = new DurableEngine(new MemoryInstanceStore(), Recipes.In(code), new DurableSettings(), Clock, NullLoggerFactory.Instance);
        Client = new LocalDurableTaskClient(engine);
        pipeline = new(new MemoryEventLake(Clock), [new ProfileSubscriber(updater)], []);
        Followers = [new AbandonedCartFollower(updater, Cart, channels, Clock), new PostPurchaseFollower(updater, Order, channels, Clock), Recipes.Follower];
        process = new ProcessEvents(pipeline, new ClaimedPackages(new BlobServiceClient(new Uri("http://127.0.0.1:1/nowhere"))), Followers);
    }

    public ManualTimeProvider Clock { get; } = new(Make.Noon);

    public MemoryProfileStore Profiles { get; } = new();

    public MemoryCatalogStore Catalog { get; } = new();

    public MemoryComplements Complements { get; } = new();

    public MemoryBudget Budget { get; } = new();

    public SaidPredictions Predictions { get; } = new();

    public AbandonedCartSettings Cart { get; } = new() { SecondAfter = TimeSpan.FromDays(1) };

    public RecipeParts Recipes { get; }

    public PostPurchaseSettings Order { get; } = new() { Enabled = false };

    public IReadOnlyList<IEventFollower> Followers { get; }

    /// <summary>The follower of carts in a process that was just started.</summary>
    public AbandonedCartFollower Another => new(updater, Cart, new CarriedChannels([MessageChannel.Email]), Clock);

    /// <summary>Called before each look at a cart.</summary>
    public Func<AbandonedCartState, Task> BeforeLook { get; set; } = _ => Task.CompletedTask;

    public JourneyGuards Guard { get; }

    public JourneyMail Mail { get; }

    public LocalDurableTaskClient Client { get; }

    public static async Task<JourneyWorld> OpenAsync(MessagePolicy? policy = null)
    {
        JourneyWorld world = new(policy);
        await world.engine.StartAsync(default);
        foreach (string product in (string[])["tent", "mat", "lamp"])
            await world.SellAsync(product, 10);
        return world;
    }

    public Task SellAsync(string product, int stock, decimal price = 40) => Catalog.DescribeAsync(
        [new(new Product { ProductId = product, Name = $"The {product}", Url = $"https://shop.example/{product}", Price = price, Currency = "EUR", Stock = stock }, Clock.GetUtcNow())], default);

    /// <summary>A person who can be written to.</summary>
    public Task KnowAsync(string user, string traits = """{"email":"ana@example.com","subscription:email":"subscribed"}""") => IdentifyAsync(user, null, traits);

    public Task IdentifyAsync(string? user, string? device, string traits) => TakeAsync(Line(EventType.Identify, null, user, device, traits: traits));

    public Task TrackAsync(string name, string? user, string properties, string? device = null, string? id = null) => TakeAsync(Line(EventType.Track, name, user, device, properties, id: id));

    public Task AddAsync(string product, string? user = "ana", string? device = null) => TrackAsync(EventNames.ProductAdded, user, $$"""{"product_id":"{{product}}","price":40}""", device);

    public ReadOnlyMemory<byte> Line(EventType type, string? name, string? user, string? device, string? properties = null, string? traits = null, string? id = null)
    {
        DateTimeOffset now = Clock.GetUtcNow();
        return EventCodec.Line(new EventDraft(id ?? $"e{++events}", type, name, user, device, now, now, "test"), Members(properties), Members(traits));
    }

    /// <summary>Takes lines in and dies before anybody is told.</summary>
    public Task TakeAndDieAsync(params ReadOnlyMemory<byte>[] lines) => pipeline.ProcessAsync(Make.Joined(lines), default);

    /// <summary>Takes lines as one message of the queue, and lets what that starts come to rest.</summary>
    public async Task TakeAsync(params ReadOnlyMemory<byte>[] lines)
    {
        await ProcessAsync(lines);
        await RestAsync();
    }

    public Task ProcessAsync(params ReadOnlyMemory<byte>[] lines) => process.Run(EventPackage.Message(EventPackage.Compress(lines)), Client, default);

    public async Task RestAsync()
    {
        await engine.IdleAsync();
        await Mail.RunAsync();
        await engine.IdleAsync();
    }

    /// <summary>Moves the clock from due time to due time.</summary>
    public async Task PassAsync(TimeSpan by)
    {
        DateTimeOffset end = Clock.GetUtcNow() + by;
        while (Earlier(engine.NextDue, Mail.NextDue) is { } due && due <= end)
        {
            if (due > Clock.GetUtcNow()) Clock.Advance(due - Clock.GetUtcNow());
            else Clock.Advance(TimeSpan.Zero);
            await RestAsync();
        }
        if (end > Clock.GetUtcNow()) Clock.Advance(end - Clock.GetUtcNow());
    }

    public async Task<OrchestrationMetadata?> CartOfAsync(PersonKey person, string cart = "") => await Client.GetInstanceAsync(AbandonedCartRules.InstanceOf(person, cart), true);

    public Task BuyAsync(string order, string products = "tent", string? user = "ana", string more = "") => TrackAsync(
        EventNames.OrderCompleted, user,
        $$"""{"order_id":"{{order}}","total":40{{more}},"products":[{{string.Join(',', products.Split(' ').Select(one => $$"""{"product_id":"{{one}}","price":40}"""))}}]}""");

    public async Task<OrchestrationMetadata?> OrderOfAsync(string order, string user = "ana") =>
        await Client.GetInstanceAsync(PostPurchaseRules.InstanceOf(PersonKey.User(user), order), true);

    public string[] Sent => [.. Mail.Handed.Select(one => $"{(one.CreatedAt - Make.Noon).TotalHours:0.##}h {one.Content.Subject}")];

    public async Task<string?> EndAsync(string user = "ana") => (await CartOfAsync(PersonKey.User(user)))?.ReadOutputAs<JourneyOutcome>()?.Reason;

    public async ValueTask DisposeAsync()
    {
        await engine.StopAsync(default);
        updater.Dispose();
        Mail.Dispose();
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? two) => one is null || two < one ? two : one;

    private static Action<Utf8JsonWriter>? Members(string? json) => json is null ? null : writer =>
    {
        foreach (JsonProperty member in JsonElement.Parse(json).EnumerateObject()) member.WriteTo(writer);
    };
}
