using System.Text;
using System.Text.Json;
using Personalization.Common;
using Personalization.Events;
using Personalization.Events.Decisions;

namespace Personalization.Profiles.Timeline;

/// <summary>Reads what the timeline keeps of an event. Every text is bounded, so that the whole is.</summary>
internal static class TimelineReader
{
    /// <summary>Products of one event kept.</summary>
    public const int Products = 3;

    /// <summary>Bytes of UTF-8 of a name, a product or a decision.</summary>
    public const int LongText = 64;

    /// <summary>Bytes of UTF-8 of a campaign, channel or store.</summary>
    public const int ShortText = 40;

    // Page and screen calls come along with nearly everything else and say less.
    public static TimelineEvent? Read(ShopEvent shopEvent, ulong eventId)
    {
        if (shopEvent.Type is EventType.Page or EventType.Screen) return null;
        JsonElement said = shopEvent.Properties, context = shopEvent.Context;
        string[] products = said.ValueKind is JsonValueKind.Object ? [.. Interactions.Lines(said).Select(line => line.ProductId).Distinct(StringComparer.Ordinal)] : [];
        return new TimelineEvent(
            DateTimeOffset.FromUnixTimeMilliseconds(shopEvent.Timestamp.ToUnixTimeMilliseconds()), eventId, Cut(shopEvent.Event ?? shopEvent.Type.Name(), LongText),
            [.. products.Take(Products).Select(id => Cut(id, LongText))], products.Length)
        {
            Decision = Cut(Text(said, DecisionEcho.Property) ?? Text(context, DecisionEcho.Property), LongText),
            Campaign = Campaign(context),
            Channel = Cut(Text(context, "channel") ?? Provenance.Of(shopEvent)?.Kind ?? shopEvent.Source, ShortText),
            Store = Cut(Text(said, "store_id") ?? Text(context, "store_id"), ShortText),
        };
    }

    private static string? Campaign(JsonElement context)
    {
        if (context.ValueKind is not JsonValueKind.Object || !context.TryGetProperty("campaign", out JsonElement campaign)) return null;
        string all = string.Join(" / ", new[] { Text(campaign, "source"), Text(campaign, "name") }.Where(one => !string.IsNullOrWhiteSpace(one)));
        return all.Length == 0 ? null : Cut(all, ShortText);
    }

    private static string? Text(JsonElement parent, string name) =>
        parent.ValueKind is JsonValueKind.Object && Interactions.Text(parent, name) is { Length: > 0 } text ? text : null;

    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(text))]
    private static string? Cut(string? text, int bytes)
    {
        if (text is null || Encoding.UTF8.GetByteCount(text) <= bytes) return text;
        string hash = "~" + StableHash.Hex(text, 8);
        int room = bytes - hash.Length;
        StringBuilder kept = new();
        foreach (Rune rune in text.EnumerateRunes())
        {
            if ((room -= rune.Utf8SequenceLength) < 0) break;
            kept.Append(rune.ToString());
        }
        return kept.Append(hash).ToString();
    }
}
