using System.Collections.Immutable;
using Personalization.Assistant;
using Personalization.Assistant.Conversations;
using Personalization.Assistant.Engines;
using Personalization.Assistant.Tools;
using Personalization.Catalog;
using Personalization.Functions.Assistant;
using Personalization.Profiles;
using Personalization.Testing;

namespace Personalization.Functions.Tests.Assistant;

/// <summary>A small shop with a scripted model: what is asked goes through OpenAI's own library.</summary>
internal sealed class ModelShop : IAsyncDisposable
{
    public static readonly DateTimeOffset Now = Make.Noon;

    private ModelShop(ScriptedModel model) => Model = model;

    public ScriptedModel Model { get; }

    public ManualTimeProvider Time { get; } = new(Now);

    public List<Product> Products { get; } =
    [
        new() { ProductId = "coat-1", Name = "Anorak Vermio", Brand = "Vermio", Category = "Clothing / Coats", Price = 89.90m, Currency = "EUR", Stock = 7, Url = "https://shop.example/p/coat-1", ImageUrl = "https://shop.example/i/coat-1.jpg", Names = new Dictionary<string, string> { ["el"] = "Άνορακ Βέρμιο", ["ru"] = "Анорак Вермио", ["fa"] = "آنوراک ورمیو", ["ar"] = "أنوراك فيرميو" } },
        new() { ProductId = "boot-2", Name = "Boots Pindos", Brand = "Pindos", Category = "Shoes", Price = 120m, Currency = "EUR", Stock = 0, Url = "https://shop.example/p/boot-2" },
    ];

    public List<Fact> More { get; } = [];

    public IReadOnlyList<TestTool> Tools { get; private set; } = [];

    public static async Task<ModelShop> StartAsync()
    {
        ModelShop shop = new(await ScriptedModel.StartAsync());
        shop.Tools =
        [
            TestTool.Giving("search_products", AssistantAudience.Shopper, (_, _) => shop.Found("search_products"), new ToolParameter("query", ToolType.Text, "Words.") { MaxLength = 200 }, new ToolParameter("max_price", ToolType.Number, "Most.") { Minimum = 0 }),
            TestTool.Giving("order_status", AssistantAudience.Shopper, (arguments, context) => Order(arguments, context), new ToolParameter("order_id", ToolType.Text, "The order.") { Required = true }, new ToolParameter("email", ToolType.Text, "Its address.")),
            TestTool.Giving("cart_add", AssistantAudience.Shopper, (arguments, _) => new ToolResult("cart_add", []) { Cart = [new CartAct(arguments.Text("product_id")!, 1)] }, new ToolParameter("product_id", ToolType.Text, "The product.") { Required = true }),
            TestTool.Giving("broken_tool", AssistantAudience.Shopper, (_, _) => throw new InvalidOperationException("the table is away")),
            TestTool.Giving("segment_count", AssistantAudience.Merchant, (_, _) => new ToolResult("segment_count", [new FigureFact("segment.members", 1240, "people", "GET /v1/segments/vip") { Of = "vip" }]), new ToolParameter("id", ToolType.Text, "The segment.")),
            TestTool.Giving("profile_card", AssistantAudience.Merchant, (_, _) => new ToolResult("profile_card", [new ThingFact("person", "u-77", null, "active", null, null)]), new ToolParameter("person", ToolType.Text, "Whose.") { Required = true }),
            TestTool.Writing("journey_pause"),
        ];
        return shop;
    }

    public List<string> Broken { get; } = [];

    public Toolbox Toolbox => new(Tools, (tool, _) => Broken.Add(tool));

    public AssistantOptions Options => new() { ModelUrl = Model.Address, Model = "scripted", ModelKey = "k", ModelPatience = TimeSpan.FromSeconds(20) };

    public ModelEngine Engine(ModelLimits? limits = null) => new(new OpenAIChatModel(Options, Time), Toolbox, limits ?? new ModelLimits());

    public static AssistantTurn Turn(string question, AssistantAudience audience = AssistantAudience.Shopper, string language = "en", params ImmutableArray<ChatMessage> before) => new(
        new AssistantCaller(audience, "conv", null) { Visitor = audience is AssistantAudience.Shopper ? PersonKey.Anonymous("device-1") : null, Author = audience is AssistantAudience.Merchant ? "mia" : null },
        question, before, new Evidence(), Now, language);

    public async Task<Told> AskAsync(AssistantTurn turn, ModelLimits? limits = null)
    {
        List<AssistantEvent> events = [];
        await foreach (AssistantEvent one in Engine(limits).AnswerAsync(turn, CancellationToken.None)) events.Add(one);
        return new Told(events);
    }

    /// <summary>Calls of a tool so far.</summary>
    public int CallsOf(string tool) => Tools.Single(one => one.Definition.Name == tool).Calls.Count;

    public ValueTask DisposeAsync() => Model.DisposeAsync();

    private ToolResult Found(string tool) => new(tool, [.. Products.Select(product => new ProductFact(product)), .. More]);

    private static ToolResult Order(ToolArguments arguments, ToolContext context) =>
        arguments.Text("order_id") is "1001" && (arguments.Text("email") is "anna@example.com" || context.Caller.Verified is { Value: "u:anna" })
            ? new ToolResult("order_status", [new ThingFact("order", "1001", null, "shipped", Now.AddDays(-1), null)])
            : new ToolResult("order_status", []) { Note = "proof-needed" };
}

/// <summary>What came of a question.</summary>
internal sealed record Told(IReadOnlyList<AssistantEvent> Events)
{
    public string Text => string.Concat(Events.OfType<TextPiece>().Select(piece => piece.Text));

    public AnswerEnded End => (AnswerEnded)Events[^1];

    public bool Noticed(string code) => Events.OfType<Notice>().Any(one => one.Code == code);

    public IEnumerable<ToolResult> Results => Events.OfType<ToolAnswered>().Select(one => one.Result);
}
