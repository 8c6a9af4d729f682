using System.Text;
using Personalization.Events;

namespace Personalization.Tests.Segments.Predictions;

/// <summary>Lines of a lake, made up.</summary>
internal sealed class LakeStory
{
    public static readonly DateTimeOffset Start = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly List<ReadOnlyMemory<byte>> lines = [];

    public IReadOnlyList<ReadOnlyMemory<byte>> Lines => lines;

    public ReadOnlySpan<byte> Bytes => EventCodec.Join(lines).Span;

    public LakeStory Order(string id, DateTimeOffset at, string? user, string? device = null, double revenue = 20, string currency = "EUR", string? coupon = null) =>
        Add("Order Completed", $"order-{id}-{user ?? device}", at, user, device, json =>
        {
            json.WriteString("order_id", id);
            json.WriteNumber("revenue", Math.Round(revenue, 2));
            json.WriteString("currency", currency);
            if (coupon is not null) json.WriteString("coupon", coupon);
        });

    public LakeStory About(string name, string id, DateTimeOffset at, string user, double? total = null) => Add(name, $"{name}-{id}", at, user, null, json =>
    {
        json.WriteString("order_id", id);
        if (total is { } back) json.WriteNumber("total", back);
    });

    public LakeStory Step(string name, string product, DateTimeOffset at, string? device, string? user = null) =>
        Add(name, $"{name}-{product}-{at.UtcTicks}-{device}", at, user, device, json => json.WriteString("product_id", product));

    /// <summary>Customers who buy by the model, and visits that end in an order the more often the more goes into the cart.</summary>
    public static LakeStory Shop(int customers, int visits)
    {
        LakeStory story = new();
        Random chance = new(7);
        for (int number = 0; number < customers; number++)
        {
            double rate = MathNet.Numerics.Distributions.Gamma.Sample(chance, 0.8, 4), stop = MathNet.Numerics.Distributions.Beta.Sample(chance, 0.8, 2.5), week = chance.NextDouble() * 20;
            bool bargains = chance.NextDouble() < 0.3;
            for (int order = 0; week < 52; order++)
            {
                bool discounted = chance.NextDouble() < (bargains ? 0.8 : 0.1);
                story.Order($"{number}-{order}", Start.AddDays(7 * week), $"customer-{number}", revenue: 10 + (20 * chance.NextDouble()) + (number % 7 * 5), coupon: discounted ? "SALE" : null);
                if (order > 0 && chance.NextDouble() < stop) break;
                week += MathNet.Numerics.Distributions.Exponential.Sample(chance, rate);
            }
        }
        for (int number = 0; number < visits; number++)
        {
            DateTimeOffset at = Start.AddMinutes(number * 52.0 * 7 * 24 * 60 / visits);
            int looks = 1 + chance.Next(8), carted = 0;
            for (int look = 0; look < looks; look++)
            {
                story.Step("Product Viewed", $"p{chance.Next(50)}", at = at.AddMinutes(1), $"device-{number}");
                if (chance.NextDouble() < 0.15) story.Step("Product Added", $"p{carted++}", at = at.AddMinutes(1), $"device-{number}");
            }
            if (chance.NextDouble() < 0.02 + (0.3 * carted)) story.Order($"visit-{number}", at.AddMinutes(3), null, $"device-{number}");
        }
        return story;
    }

    private LakeStory Add(string name, string id, DateTimeOffset at, string? user, string? device, Action<System.Text.Json.Utf8JsonWriter> properties)
    {
        lines.Add(EventCodec.Line(new EventDraft(id, EventType.Track, name, user, device, at, at, "test"), properties));
        return this;
    }

    public override string ToString() => Encoding.UTF8.GetString(Bytes);
}
