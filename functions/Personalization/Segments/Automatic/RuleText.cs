using System.Text.Json.Nodes;

namespace Personalization.Segments.Automatic;

/// <summary>Writes bounds in the language of segments.</summary>
/// <param name="currency">The currency of money.</param>
internal sealed class RuleText(string currency)
{
    /// <summary>A rule that holds for whoever is in one of the boxes.</summary>
    public string Of(IReadOnlyCollection<NumberBox> boxes)
    {
        JsonNode[] rules = [.. boxes.Select(Of)];
        return (rules.Length == 1 ? rules[0] : new JsonObject { ["any"] = new JsonArray(rules) }).ToJsonString();
    }

    /// <summary>A rule by fifths of customers, in the shop's own bounds.</summary>
    public static string OfFifths((int From, int To) recency, (int From, int To) frequency) =>
        new JsonObject { ["rfm"] = new JsonObject { ["recency"] = Fifths(recency), ["frequency"] = Fifths(frequency) } }.ToJsonString();

    private static JsonObject Fifths((int From, int To) fifths) => new() { ["atLeast"] = fifths.From, ["atMost"] = fifths.To };

    private JsonNode Of(NumberBox box)
    {
        // Whoever has no order is no customer.
        JsonArray parts = [new JsonObject { ["orders"] = Orders(box) }];
        Add(parts, Silence(box));
        (double above, double upTo) = Of(box, CustomerNumber.OrderValue);
        if (double.IsFinite(above) || double.IsFinite(upTo))
        {
            JsonObject value = new() { ["currency"] = currency };
            // Money has hundredths: above 20 begins at 20.01.
            if (double.IsFinite(above)) value["atLeast"] = Math.Round(above + 0.01, 2);
            if (double.IsFinite(upTo)) value["atMost"] = Math.Round(upTo, 2);
            parts.Add(new JsonObject { ["averageOrder"] = value });
        }
        (above, upTo) = Of(box, CustomerNumber.Discounts);
        if (above >= 0) parts.Add(Discounts(above));
        // Not above, so that those of whom nothing is told stay in.
        if (double.IsFinite(upTo)) parts.Add(new JsonObject { ["not"] = Discounts(upTo) });
        return parts.Count == 1 ? parts[0]!.DeepClone() : new JsonObject { ["all"] = parts };
    }

    private static JsonObject Orders(NumberBox box)
    {
        (double above, double upTo) = Of(box, CustomerNumber.Orders);
        JsonObject orders = new() { ["atLeast"] = double.IsFinite(above) ? (int)Math.Max(1, above + 1) : 1 };
        if (double.IsFinite(upTo)) orders["atMost"] = (int)upTo;
        return orders;
    }

    private static JsonObject? Silence(NumberBox box)
    {
        (double above, double upTo) = Of(box, CustomerNumber.Silence);
        JsonObject age = [];
        if (double.IsFinite(above)) age["olderThan"] = $"{above:0}d";
        if (double.IsFinite(upTo)) age["newerThan"] = $"{upTo:0}d";
        return age.Count == 0 ? null : new JsonObject { ["lastOrder"] = age };
    }

    private static JsonObject Discounts(double above) => new() { ["predicted"] = "discountAffinity", ["atLeast"] = Math.Round(above + 0.0001, 4) };

    private static (double Above, double UpTo) Of(NumberBox box, CustomerNumber number) => (box.Above[(int)number], box.UpTo[(int)number]);

    private static void Add(JsonArray parts, JsonNode? part)
    {
        if (part is not null) parts.Add(part);
    }
}
