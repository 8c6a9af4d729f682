using System.Text.Json;
using Personalization.Events;
using Personalization.Simulator.World;

namespace Personalization.Simulator.Reports;

/// <summary>A line of somebody's story.</summary>
internal sealed record StoryLine(DateTimeOffset At, string Kind, string Text);

/// <summary>What happened to a person, in lines that a merchant reads. Looks at products are left out.</summary>
internal sealed class Story
{
    private static readonly TimeSpan OneGo = TimeSpan.FromMinutes(20);
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, (int Pieces, decimal Price)> cart = new(StringComparer.Ordinal);
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly List<StoryLine> lines = [];
    private readonly TimeZoneInfo zone;

    private Story(TimeZoneInfo zone) => this.zone = zone;

    public static IReadOnlyList<StoryLine> Of(PersonRun person)
    {
        Story story = new(person.Zone);
        // What is heard of late is told where it happened.
        foreach (Happening happening in person.Happenings.OrderBy(happening => happening.At)) story.Tell(happening);
        return story.lines;
    }

    private void Tell(Happening happening)
    {
        switch (happening)
        {
            case Did did when known.Add(did.Event.MessageId):
                Tell(did.Event);
                if (did.Heard - did.At > Late && lines.Count > 0 && lines[^1].At == did.At)
                    lines[^1] = lines[^1] with { Text = $"{lines[^1].Text} (heard of {Words.Soon(did.Heard, did.At, zone)})" };
                break;
            case JourneyBegan began:
                Add(began.At, "journey", $"{began.Journey} begins{(began.Until is { } until ? ", looks again " + Words.Soon(until, began.At, zone) : "")}");
                break;
            case JourneyEnded ended:
                Add(ended.At, "journey", $"{ended.Journey} ended: {(ended.Fault is { } fault ? "FAILED, " + fault : Words.Of(ended.Outcome))}");
                break;
            case MessageWaits { Reasons.Count: > 0 } waits:
                Add(waits.At, "message", $"{Name(waits.Message)} waits until {Words.Soon(waits.Until, waits.At, zone)} ({Words.Of(waits.Reasons)})");
                break;
            case MessageWent went:
                Add(went.At, "message", $"{Name(went.Message)} sent");
                break;
            case MessageFailed failed:
                Add(failed.At, "message", $"{Name(failed.Message)} not sent: {Words.Of(failed.Reasons)}");
                break;
            default:
                break;
        }
    }

    private void Tell(ShopEvent one)
    {
        JsonElement properties = one.Properties;
        switch (one.Event)
        {
            case EventNames.ProductAdded or EventNames.ProductRemoved:
                Change(properties, one.Event == EventNames.ProductAdded ? 1 : -1);
                int pieces = cart.Values.Sum(line => line.Pieces);
                if (lines.Count > 0 && lines[^1].Kind == "cart" && one.Timestamp - lines[^1].At < OneGo) lines.RemoveAt(lines.Count - 1);
                Add(one.Timestamp, "cart", pieces == 0 ? "cart emptied" : $"cart filled ({Words.Count(pieces, "item", "items")}, {Words.Money(cart.Values.Sum(line => line.Pieces * line.Price), Text(properties, "currency"))})");
                break;
            case EventNames.OrderCompleted:
                cart.Clear();
                Add(one.Timestamp, "order", $"bought for {Words.Money(Number(properties, "revenue") ?? Number(properties, "total") ?? 0, Text(properties, "currency"))}{(Text(properties, "coupon") is { } coupon ? $", coupon {coupon}" : "")}");
                break;
            case EventNames.OrderRefunded or EventNames.OrderCancelled or EventNames.OrderDelivered:
                Add(one.Timestamp, "order", one.Event.ToLowerInvariant());
                break;
            case null when one.Traits.ValueKind is JsonValueKind.Object:
                TellTraits(one);
                break;
            default:
                break;
        }
    }

    private void TellTraits(ShopEvent one)
    {
        foreach (JsonProperty trait in one.Traits.EnumerateObject())
        {
            if (trait.Name == "email") Add(one.Timestamp, "person", "signed in");
            else if (trait.Name.StartsWith("subscription:", StringComparison.Ordinal)) Add(one.Timestamp, "person", $"{trait.Name["subscription:".Length..]}: {Words.Of(trait.Value.ToString())}");
        }
    }

    private void Change(JsonElement properties, int sign)
    {
        if (Text(properties, "product_id") is not { } product) return;
        (int pieces, decimal price) = cart.GetValueOrDefault(product);
        pieces += sign * (int)(Number(properties, "quantity") ?? 1);
        if (pieces > 0) cart[product] = (pieces, Number(properties, "price") ?? price);
        else cart.Remove(product);
    }

    private void Add(DateTimeOffset at, string kind, string text) => lines.Add(new StoryLine(at, kind, text));

    private static string Name(MessageBrief message) => message.Subject.Length == 0 ? Words.Of(message.Channel) : $"{Words.Of(message.Channel)} \"{message.Subject}\"";

    private static string? Text(JsonElement properties, string name) =>
        properties.ValueKind is JsonValueKind.Object && properties.TryGetProperty(name, out JsonElement value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private static decimal? Number(JsonElement properties, string name) =>
        properties.ValueKind is JsonValueKind.Object && properties.TryGetProperty(name, out JsonElement value) && value.ValueKind is JsonValueKind.Number && value.TryGetDecimal(out decimal number) ? number : null;
}
