using System.Text.Json;
using Personalization.Assistant.Tools;
using Personalization.Catalog;

namespace Personalization.Evaluation;

/// <summary>An answer as it came over HTTP.</summary>
internal sealed record ChatReply(string ConversationId, string Engine, string Answer)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public IReadOnlyList<string> Tools { get; init; } = [];

    public IReadOnlyList<ReplyProduct> Products { get; init; } = [];

    public IReadOnlyList<CartAct> Cart { get; init; } = [];

    public IReadOnlyList<FigureFact> Figures { get; init; } = [];

    public IReadOnlyList<ThingFact> Things { get; init; } = [];

    public IReadOnlyList<TextFact> Texts { get; init; } = [];

    public IReadOnlyList<ReplyNotice> Notices { get; init; } = [];

    public IReadOnlyList<JsonElement> Proposals { get; init; } = [];

    public ReplyUsage Usage { get; init; } = new(0, 0);

    public static ChatReply Read(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize<ChatReply>(json, Options)!;

    /// <summary>A product as the catalog's own request tells it.</summary>
    public static Product Product(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize<Product>(json, Options)!;
}

/// <summary>A product of an answer.</summary>
internal sealed record ReplyProduct(string ProductId, string Name, decimal? Price, bool Available);

/// <summary>A notice of an answer.</summary>
internal sealed record ReplyNotice(string Code);

/// <summary>Tokens of an answer.</summary>
internal sealed record ReplyUsage(int Input, int Output);
