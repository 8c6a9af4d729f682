using System.Text.Json;
using Personalization.Events;
using Personalization.Profiles;

namespace Personalization.Tests.Profiles;

/// <summary>Single events, written out.</summary>
internal static class Told
{
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A track call of a known person, so many seconds after the start.</summary>
    public static ShopEvent Track(string id, double second, string name, string properties = "{}", string? user = "u", string? device = null, string context = "{}") =>
        EventCodec.Parse(EventCodec.Line(
            new EventDraft(id, EventType.Track, name, user, device, Start.AddSeconds(second), Start.AddDays(400), "test"), Members(properties), context: Members(context)));

    public static ShopEvent Identify(string id, double second, string traits, string? device = null, string context = "{}") =>
        EventCodec.Parse(EventCodec.Line(
            new EventDraft(id, EventType.Identify, null, "u", device, Start.AddSeconds(second), Start.AddDays(400), "test"), traits: Members(traits), context: Members(context)));

    public static Profile Profile(params ShopEvent[] events) => Histories.Applied(Histories.User(), events);

    private static Action<Utf8JsonWriter> Members(string json) => writer =>
    {
        foreach (JsonProperty member in JsonElement.Parse(json).EnumerateObject()) member.WriteTo(writer);
    };
}
