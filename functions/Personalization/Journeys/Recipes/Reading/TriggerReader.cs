using System.Collections.Immutable;
using Personalization.Common.Documents;
using Personalization.Segments;

namespace Personalization.Journeys.Recipes.Reading;

/// <summary>Reads what brings people in.</summary>
internal sealed class TriggerReader(ConditionReader conditions)
{
    private const string Kinds = "event, absence, segment, date, schedule, priceDrop, backInStock";

    private static readonly Dictionary<string, DayOfWeek> Days = Enum.GetValues<DayOfWeek>().ToDictionary(day => day.ToString().ToLowerInvariant(), StringComparer.Ordinal);

    public Trigger? Read(DocumentNode node, string pointer, DocumentFindings findings)
    {
        if (node is ScalarNode { Text: "backInStock" }) return new BackInStockTrigger();
        if (DocumentFields.Of(node, pointer, findings, "trigger") is not { } fields) return null;
        Trigger? trigger = KindOf(fields) switch
        {
            "event" => Event(fields, "event"),
            "absence" => Absence(fields),
            "segment" => Segment(fields),
            "date" => Date(fields),
            "schedule" => Schedule(fields),
            "priceDrop" => Inner(fields, "priceDrop", inner => new PriceDropTrigger(inner.Number("percent", 0, 99) ?? 5)),
            "backInStock" => Inner(fields, "backInStock", _ => new BackInStockTrigger()),
            _ => null,
        };
        if (trigger is not null) fields.Finish("A trigger");
        else if (KindOf(fields) is null) findings.Add("unknown-trigger", pointer, node, $"There is no such trigger{Hint(fields)}; there are {Kinds}");
        return trigger;
    }

    /// <summary>Days of the week; empty where none is named.</summary>
    public static ImmutableArray<DayOfWeek> Weekdays(DocumentFields fields)
    {
        IReadOnlyList<string> names = fields.Texts("weekday", "a day such as monday", 7);
        foreach (string name in names.Where(name => !Days.ContainsKey(name.ToLowerInvariant())))
            fields.Wrong("weekday", $"{name} is no day{Spelling.Hint(name, Days.Keys)}; there are {string.Join(", ", Days.Keys)}");
        return [.. names.Select(name => name.ToLowerInvariant()).Where(Days.ContainsKey).Select(name => Days[name]).Distinct()];
    }

    private static string? KindOf(DocumentFields fields) => fields.Map.Members.Select(member => member.Key.Text).FirstOrDefault(key => Array.IndexOf(Kinds.Split(", "), key) >= 0);

    private static string Hint(DocumentFields fields) =>
        fields.Map.Members.Select(member => Spelling.Hint(member.Key.Text, Kinds.Split(", "))).FirstOrDefault(hint => hint.Length > 0) ?? "";

    private static EventTrigger Event(DocumentFields fields, string key) => new(
        fields.Text(key, "the name of an event such as Product Viewed", true) ?? "", Where(fields), fields.Whole("count", 1, 1000) ?? 1, fields.Text("per", "the name of a property"));

    private static AbsenceTrigger Absence(DocumentFields fields)
    {
        string of = fields.Text("absence", "the name of an event such as Order Completed", true) ?? "";
        EventTrigger after = new(fields.Text("after", "the name of the event after which it does not come", true) ?? "", Where(fields), 1, null);
        return new AbsenceTrigger(after, of, fields.Duration("within", RecipeLimits.Wait, needed: true) ?? TimeSpan.FromDays(1));
    }

    private SegmentTrigger Segment(DocumentFields fields)
    {
        string side = fields.Text("segment", "enters, leaves or the id of a segment", true) ?? "enters";
        if (fields.Has("of")) return new SegmentTrigger(new SegmentTest(conditions.SegmentId(fields, "of")), Side(fields, side) != "leaves");
        if (!fields.Has("condition") && side is not ("enters" or "leaves")) return new SegmentTrigger(new SegmentTest(conditions.SegmentId(fields, "segment")), true);
        Condition condition = fields.Needed("condition", "what it is that becomes true") is { } node ? conditions.Read(node, fields.At("condition")) : new AllOf([]);
        return new SegmentTrigger(condition, Side(fields, side) != "leaves");
    }

    private static string Side(DocumentFields fields, string side)
    {
        if (side is not ("enters" or "leaves")) fields.Wrong("segment", $"segment is enters or leaves{Spelling.Hint(side, ["enters", "leaves"])}");
        return side;
    }

    private static DateTrigger Date(DocumentFields fields) => new(
        fields.Text("date", "the name of a trait that holds a date", true) ?? "", fields.TimeOfDay("at") ?? new TimeOnly(9, 0), fields.Whole("daysBefore", 0, 364) ?? 0);

    private static ScheduleTrigger? Schedule(DocumentFields fields) => (ScheduleTrigger?)Inner(fields, "schedule", inner =>
    {
        ImmutableArray<DayOfWeek> days = Weekdays(inner);
        if (days.IsEmpty && !inner.Has("weekday")) inner.Wrong("weekday", "weekday is missing: one day or several", "missing");
        return new ScheduleTrigger(days, inner.TimeOfDay("at") ?? new TimeOnly(10, 0));
    });

    private static Trigger? Inner(DocumentFields fields, string name, Func<DocumentFields, Trigger> read)
    {
        DocumentNode node = fields.Node(name) ?? new MapNode([], fields.Map.Line, fields.Map.Column);
        if (DocumentFields.Of(node, fields.At(name), fields.Findings, name) is not { } inner) return null;
        Trigger trigger = read(inner);
        inner.Finish(name);
        return trigger;
    }

    private static ImmutableArray<PropertyTest> Where(DocumentFields fields)
    {
        if (fields.Node("where") is not { } node) return [];
        if (DocumentFields.Of(node, fields.At("where"), fields.Findings, "where") is not { } inner) return [];
        return [.. inner.Map.Members.Select(member => Property(inner, member.Key.Text, member.Value))];
    }

    private static PropertyTest Property(DocumentFields fields, string name, DocumentNode value)
    {
        if (value is not MapNode map) return new PropertyTest(name, [.. fields.Texts(name, "a value")], null, null);
        DocumentFields inner = new(map, fields.At(name), fields.Findings);
        decimal? least = inner.Number("atLeast"), most = inner.Number("atMost");
        PropertyTest test = new(name, [.. inner.Texts("in", "a value")], inner.Text("contains", "a text"), least is null && most is null ? null : new NumberRange(least, most));
        inner.Finish($"where {name}");
        return test;
    }
}
