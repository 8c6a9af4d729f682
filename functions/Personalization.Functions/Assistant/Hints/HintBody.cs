using System.Text.Json;
using Personalization.Assistant.Hints;
using Personalization.Events;

namespace Personalization.Functions.Assistant.Hints;

/// <summary>Hints, the most urgent first.</summary>
internal sealed record HintsBody(IReadOnlyList<HintBody> Hints);

/// <summary>A hint: what it is about, why, and in words.</summary>
internal sealed record HintBody(string Id, string Kind, string Reason, string Text)
{
    public string? OrderId { get; init; }

    public string? ProductId { get; init; }

    public string? GuideId { get; init; }

    public string? DueAt { get; init; }

    public static HintBody From(Hint hint, string language) => new(hint.Id, JsonNamingPolicy.SnakeCaseLower.ConvertName(hint.Kind.ToString()), hint.Reason, HintWords.Of(hint, language))
    {
        OrderId = hint.Order?.OrderId,
        ProductId = hint.Product?.ProductId,
        GuideId = hint.Guide?.ProductId,
        DueAt = hint.Standing?.DueAt is { } due ? EventCodec.Text(due) : null,
    };
}
