using System.Collections.Immutable;
using Personalization.Common.Documents;
using Personalization.Events;
using Personalization.Profiles;

namespace Personalization.Segments;

/// <summary>Reads the conditions about customers, and those about events by days.</summary>
internal static class CustomerConditionReader
{
    private static readonly Dictionary<string, PredictedNumber> Predictions = new(StringComparer.Ordinal)
    {
        ["alive"] = PredictedNumber.Alive, ["churnRisk"] = PredictedNumber.ChurnRisk, ["expectedOrders"] = PredictedNumber.ExpectedOrders,
        ["lifetimeValue"] = PredictedNumber.LifetimeValue, ["propensity"] = PredictedNumber.Propensity, ["discountAffinity"] = PredictedNumber.DiscountAffinity,
    };

    /// <summary>By the word that each begins with.</summary>
    public static IReadOnlyDictionary<string, Func<ConditionReader, DocumentFields, Condition>> Tests { get; } =
        new Dictionary<string, Func<ConditionReader, DocumentFields, Condition>>(StringComparer.Ordinal)
        {
            ["event"] = (_, fields) => new EventTest(EventName(fields, "event"), ConditionReader.Range(fields) ?? NumberRange.Some, Days(fields)),
            ["absent"] = (_, fields) => new NotTrue(new EventTest(EventName(fields, "absent"), NumberRange.Some, Days(fields))),
            ["saw"] = Saw,
            ["pieces"] = (reader, fields) => reader.Within(fields, "pieces", inner => Pieces(reader, inner, false)),
            ["worth"] = (reader, fields) => reader.Within(fields, "worth", inner => Pieces(reader, inner, true)),
            ["averageOrder"] = (reader, fields) => reader.Within(fields, "averageOrder", inner =>
                new AverageOrderTest(ConditionReader.Currency(inner), reader.Window(inner), ConditionReader.Range(inner) ?? NumberRange.Some)),
            ["traitDate"] = (_, fields) => TraitDate(fields),
            ["tag"] = (_, fields) => new TagTest([.. fields.Texts("tag", "a tag")]),
            ["loyalty"] = (reader, fields) => reader.Within(fields, "loyalty", inner => new LoyaltyTest([.. inner.Texts("tier", "a tier")], ConditionReader.Range(inner))),
            ["stage"] = (_, fields) => new StageTest(Choices(fields, "stage", LifecycleStages.All)),
            ["rfm"] = (reader, fields) => reader.Within(fields, "rfm", Rfm),
            ["predicted"] = (_, fields) => new PredictionTest(Predicted(fields), Needed(fields)),
            ["segment"] = (reader, fields) => new SegmentTest(reader.SegmentId(fields, "segment")),
        };

    private static string EventName(DocumentFields fields, string name)
    {
        string asked = fields.Text(name, "the name of an event", true) ?? "";
        if (ReservedEvents.Contains(asked)) fields.Wrong(name, $"{asked} is an event of the suite's own: ask for what it tells with segment, tag or loyalty");
        return asked;
    }

    private static int? Days(DocumentFields fields)
    {
        TimeSpan most = TimeSpan.FromDays(ProfileLimits.EventDays);
        if (fields.Duration("within", most) is not { } within) return null;
        if (within.Ticks % TimeSpan.TicksPerDay == 0) return (int)within.TotalDays;
        fields.Wrong("within", $"Events are counted by days: write whole days, at most {ProfileLimits.EventDays}d. What is done with products can be asked to the second: did: viewed");
        return 1;
    }

    private static InteractionTest Saw(ConditionReader reader, DocumentFields fields) => new(
        [InteractionKind.View, InteractionKind.Scan], new ProductScope([.. fields.Texts("saw", "a product's id")], [], []), reader.Window(fields), ConditionReader.Range(fields) ?? NumberRange.Some);

    private static PiecesTest Pieces(ConditionReader reader, DocumentFields fields, bool worth)
    {
        if (!fields.Has("did")) fields.Wrong("did", "did is missing: what was done with the products, such as bought", "missing");
        return new PiecesTest(ConditionReader.Kinds(fields), reader.Scope(fields), reader.Window(fields), worth, ConditionReader.Range(fields) ?? NumberRange.Some);
    }

    private static TraitDateTest TraitDate(DocumentFields fields)
    {
        TraitDateTest test = new(
            fields.Text("traitDate", "the name of a trait that holds a date", true) ?? "", ConditionReader.Date(fields, "from"), ConditionReader.Date(fields, "until"),
            fields.Duration("olderThan", ConditionReader.Longest), fields.Duration("newerThan", ConditionReader.Longest));
        if (test is { From: null, Until: null, OlderThan: null, NewerThan: null }) fields.Wrong("traitDate", "Say from, until, olderThan or newerThan", "missing");
        return test;
    }

    private static Condition Rfm(DocumentFields fields)
    {
        List<Condition> parts = [];
        foreach ((string name, RfmPart part) in (ReadOnlySpan<(string, RfmPart)>)[("recency", RfmPart.Recency), ("frequency", RfmPart.Frequency), ("monetary", RfmPart.Monetary)])
            if (Fifth(fields, name) is { } range) parts.Add(new RfmTest(part, range));
        if (parts.Count == 0) fields.Findings.Add("missing", fields.Pointer, fields.Map, "Say recency, frequency or monetary: a fifth from 1 to 5, or atLeast and atMost");
        return parts.Count == 1 ? parts[0] : new AllOf([.. parts]);
    }

    private static NumberRange? Fifth(DocumentFields fields, string name)
    {
        if (fields.Node(name) is not MapNode map) return fields.Whole(name, 1, 5) is { } one ? new NumberRange(one, one) : null;
        DocumentFields inner = new(map, fields.At(name), fields.Findings);
        NumberRange range = Needed(inner);
        inner.Finish(name);
        return range;
    }

    private static NumberRange Needed(DocumentFields fields)
    {
        if (ConditionReader.Range(fields) is { } range) return range;
        fields.Findings.Add("missing", fields.Pointer, fields.Map, "Say atLeast, atMost or exactly");
        return NumberRange.Some;
    }

    private static PredictedNumber Predicted(DocumentFields fields)
    {
        if (!fields.Has("predicted")) return PredictedNumber.Alive;
        return fields.Choice("predicted", Predictions) ?? PredictedNumber.Alive;
    }

    private static ImmutableArray<T> Choices<T>(DocumentFields fields, string name, IReadOnlyDictionary<string, T> choices)
    {
        IReadOnlyList<string> names = fields.Texts(name, string.Join(", ", choices.Keys));
        foreach (string one in names.Where(one => !choices.ContainsKey(one)))
            fields.Wrong(name, $"There is no {name} {one}{Spelling.Hint(one, choices.Keys)}; there are {string.Join(", ", choices.Keys)}");
        return [.. names.Where(choices.ContainsKey).Select(one => choices[one]).Distinct()];
    }
}
