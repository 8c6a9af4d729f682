using System.Text.Json;
using Personalization.Common;
using Personalization.Recommendations;

namespace Personalization.Messages.Templates;

/// <summary>
/// Products that are chosen for the reader when a message goes: <c>{"strategy":"similar_customers","limit":4,"productId":"tent"}</c>. Templates
/// show them as <c>recommendations</c>. Field names are storage format.
/// </summary>
/// <param name="Strategy">Name of a strategy.</param>
/// <param name="Limit">How many at most.</param>
/// <param name="ProductId">The product that they go with; null for the one that the message's values name as <c>productId</c>.</param>
public sealed record ProductBlock(string Strategy, int Limit, string? ProductId)
{
    /// <summary>What templates call the products.</summary>
    public const string Name = "recommendations";

    /// <summary>How many a message may show.</summary>
    public const int Most = 12;

    private const int Default = 4;

    /// <summary>Reads the block of a template or wish; null where there is none, or where it is wrong, which is then told.</summary>
    public static ProductBlock? Read(JsonElement parent, ICollection<ProblemError> errors)
    {
        if (!parent.TryGetProperty(Name, out JsonElement said) || said.ValueKind is JsonValueKind.Null) return null;
        string? strategy = said.ValueKind is JsonValueKind.Object ? Text(said, "strategy") : null, product = said.ValueKind is JsonValueKind.Object ? Text(said, "productId") : null;
        Strategy? found = Strategies.Find(strategy ?? "");
        int limit = Default;
        bool counts = said.ValueKind is JsonValueKind.Object
            && (!said.TryGetProperty("limit", out JsonElement number) || (number.ValueKind is JsonValueKind.Number && number.TryGetInt32(out limit) && limit is >= 1 and <= Most));
        if (found is null || found.Rules.HasFlag(Rules.NeedsMaxPrice)) errors.Add(new ProblemError("unknown-strategy", $"/{Name}/strategy", "The name of a strategy, such as for_you, similar_customers or also_bought"));
        if (!counts) errors.Add(new ProblemError("invalid", $"/{Name}/limit", $"A whole number from 1 to {Most}"));
        return found is null || !counts ? null : new ProductBlock(found.Name, limit, product);
    }

    private static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out JsonElement value) && value.ValueKind is JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
}
