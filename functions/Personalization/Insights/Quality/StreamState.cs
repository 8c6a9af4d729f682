using System.Text.Json;
using Personalization.Events;

namespace Personalization.Insights.Quality;

/// <summary>
/// What came in of one event name by one source: how many by hour, and by six-hour span how many had each field in which type. Numbers only,
/// no value of any field. Property names are storage format.
/// </summary>
public sealed class StreamState
{
    /// <summary>Hours kept: two weeks.</summary>
    public const int HoursKept = 14 * 24;

    /// <summary>Spans kept: a week.</summary>
    public const int SpansKept = 28;

    /// <summary>Fields kept of a stream; further ones are not watched.</summary>
    public const int MostFields = 60;

    /// <summary>Products of one event whose fields are counted.</summary>
    public const int MostProducts = 50;

    internal const string Products = "products[]";
    internal const string OfProducts = Products + ".";

    internal const int HoursOfSpan = 6;
    internal const int TypeCount = 5;
    private const int NameLength = 100;

    /// <summary>Events by the hour of their coming in.</summary>
    public SortedDictionary<int, int> Hours { get; init; } = [];

    /// <summary>By span: events, those whose time lies far from their coming in, those without an id of their own.</summary>
    public SortedDictionary<int, int[]> Spans { get; init; } = [];

    /// <summary>By field and span: how often it was a text, a number, true or false, an object, a list.</summary>
    public SortedDictionary<string, SortedDictionary<int, int[]>> Fields { get; init; } = new(StringComparer.Ordinal);

    /// <summary>The hour in which the first event came in.</summary>
    public int FirstHour { get; set; }

    internal static int HourOf(DateTimeOffset time) => (int)(time.UtcTicks / TimeSpan.TicksPerHour);

    internal static DateTimeOffset TimeOf(int hour) => new(hour * TimeSpan.TicksPerHour, TimeSpan.Zero);

    internal void Add(ShopEvent shopEvent)
    {
        int hour = HourOf(shopEvent.ReceivedAt), span = hour / HoursOfSpan;
        if (FirstHour == 0 || hour < FirstHour) FirstHour = hour;
        Hours[hour] = Hours.GetValueOrDefault(hour) + 1;
        int[] counts = Of(Spans, span, 3);
        counts[0]++;
        if ((shopEvent.ReceivedAt - shopEvent.Timestamp).Duration() > QualityRules.FarOff) counts[1]++;
        if (shopEvent.MessageId.StartsWith("made-", StringComparison.Ordinal)) counts[2]++;
        Count(shopEvent.Properties, "", span);
        CountProducts(shopEvent.Properties, span);
        if (shopEvent.Type is EventType.Identify) Count(shopEvent.Traits, "traits.", span);
    }

    /// <summary>Lets go of what is too old to compare with.</summary>
    internal void Prune(int newestHour)
    {
        Drop(Hours, newestHour - HoursKept);
        Drop(Spans, (newestHour / HoursOfSpan) - SpansKept);
        foreach (SortedDictionary<int, int[]> field in Fields.Values) Drop(field, (newestHour / HoursOfSpan) - SpansKept);
        foreach (string gone in Fields.Where(field => field.Value.Count == 0).Select(field => field.Key).ToArray()) Fields.Remove(gone);
    }

    private void CountProducts(JsonElement properties, int span)
    {
        if (properties.ValueKind is not JsonValueKind.Object || !properties.TryGetProperty("products", out JsonElement products) || products.ValueKind is not JsonValueKind.Array) return;
        foreach (JsonElement product in products.EnumerateArray().Take(MostProducts))
        {
            Count(Products, product.ValueKind, span);
            Count(product, OfProducts, span);
        }
    }

    private void Count(JsonElement parent, string prefix, int span)
    {
        if (parent.ValueKind is not JsonValueKind.Object) return;
        foreach (JsonProperty member in parent.EnumerateObject())
            if (member.Name.Length <= NameLength) Count(prefix + member.Name, member.Value.ValueKind, span);
    }

    private void Count(string name, JsonValueKind kind, int span)
    {
        if (TypeOf(kind) is not { } type) return;
        if (!Fields.TryGetValue(name, out SortedDictionary<int, int[]>? field))
        {
            if (Fields.Count >= MostFields) return;
            Fields[name] = field = [];
        }
        Of(field, span, TypeCount)[type]++;
    }

    // A field that is null is not there.
    private static int? TypeOf(JsonValueKind kind) => kind switch
    {
        JsonValueKind.String => 0,
        JsonValueKind.Number => 1,
        JsonValueKind.True or JsonValueKind.False => 2,
        JsonValueKind.Object => 3,
        JsonValueKind.Array => 4,
        _ => null,
    };

    private static int[] Of(SortedDictionary<int, int[]> all, int span, int size)
    {
        if (!all.TryGetValue(span, out int[]? counts)) all[span] = counts = new int[size];
        return counts;
    }

    private static void Drop<T>(SortedDictionary<int, T> all, int upTo)
    {
        foreach (int old in all.Keys.TakeWhile(key => key <= upTo).ToArray()) all.Remove(old);
    }
}
