using System.Collections.Immutable;
using System.Globalization;
using Personalization.Common.Documents;
using Personalization.Messages;
using Personalization.Messages.Templates;
using Personalization.Profiles;

namespace Personalization.Segments;

/// <summary>Reads conditions out of documents.</summary>
/// <param name="findings">Takes what is wrong.</param>
/// <param name="inJourney">Whether there is an entry and a subject to ask for.</param>
internal sealed class ConditionReader(DocumentFindings findings, bool inJourney)
{
    /// <summary>The longest window.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(3650);

    /// <summary>Ids of the segments that there are, to warn of others; null where that is not known.</summary>
    public IReadOnlySet<string>? KnownSegments { get; init; }

    private static readonly AllOf Nothing = new([]);
    private static readonly string[] Dates = ["yyyy-MM-dd", "yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFK"];

    private static readonly Dictionary<string, InteractionKind> Doings = new(StringComparer.Ordinal)
    {
        ["viewed"] = InteractionKind.View, ["carted"] = InteractionKind.CartAdd, ["uncarted"] = InteractionKind.CartRemove, ["bought"] = InteractionKind.Purchase,
        ["wished"] = InteractionKind.WishlistAdd, ["unwished"] = InteractionKind.WishlistRemove, ["refunded"] = InteractionKind.Refund, ["scanned"] = InteractionKind.Scan,
    };

    private Dictionary<string, Func<DocumentFields, Condition>> Tests => field ??= new(CustomerConditionReader.Tests.Select(test =>
        KeyValuePair.Create<string, Func<DocumentFields, Condition>>(test.Key, fields => test.Value(this, fields))), StringComparer.Ordinal)
    {
        ["all"] = fields => new AllOf(Parts(fields, "all")),
        ["any"] = fields => new AnyOf(Parts(fields, "any")),
        ["not"] = fields => new NotTrue(Part(fields, "not")),
        ["trait"] = Trait,
        ["did"] = fields => new InteractionTest(Kinds(fields), Scope(fields), Window(fields), Range(fields) ?? NumberRange.Some),
        ["visits"] = fields => Within(fields, "visits", inner => new VisitTest(Window(inner), inner.Flag("sinceOrder") ?? false, Range(inner) ?? NumberRange.Some)),
        ["orders"] = fields => Within(fields, "orders", inner => new OrderTest(Window(inner), Range(inner) ?? NumberRange.Some)),
        ["revenue"] = fields => Within(fields, "revenue", Revenue),
        ["lastOrder"] = fields => Within(fields, "lastOrder", inner => Age(inner, Moment.LastOrder)),
        ["lastSeen"] = fields => Within(fields, "lastSeen", inner => Age(inner, Moment.LastSeen)),
        ["firstSeen"] = fields => Within(fields, "firstSeen", inner => Age(inner, Moment.FirstSeen)),
        ["cart"] = fields => Within(fields, "cart", inner => new CartTest(false, Range(inner) ?? NumberRange.Some)),
        ["cartValue"] = fields => Within(fields, "cartValue", inner => new CartTest(true, Range(inner) ?? NumberRange.Some)),
        ["date"] = fields => new DateTest(fields.Text("date", "the name of a trait that holds a date") ?? "", fields.Whole("inDays", -365, 365) ?? 0),
        ["consent"] = Consent,
        ["likes"] = fields => Within(fields, "likes", inner => new LikingTest(Scope(inner), Window(inner), Range(inner) ?? new NumberRange(0.1m, null))),
    };

    /// <summary>Reads a condition: one question, or a list of which all must be true. Of what is wrong it makes what is always true.</summary>
    public Condition Read(DocumentNode node, string pointer)
    {
        if (node is ListNode list) return new AllOf([.. list.Items.Select((item, place) => Read(item, $"{pointer}/{place}"))]);
        if (DocumentFields.Of(node, pointer, findings, "A condition") is not { } fields) return Nothing;
        string[] asked = [.. fields.Map.Members.Select(member => member.Key.Text).Where(Tests.ContainsKey)];
        if (asked.Length == 1)
        {
            Condition condition = Tests[asked[0]](fields);
            fields.Finish($"The condition {asked[0]}");
            return condition;
        }
        if (asked.Length > 1) findings.Add("several-conditions", pointer, node, $"{string.Join(" and ", asked)} stand together: write each after a dash, below all: or any:");
        else UnknownTest(fields.Map, pointer);
        return Nothing;
    }

    private void UnknownTest(MapNode map, string pointer)
    {
        string hint = map.Members.Select(member => Spelling.Hint(member.Key.Text, Tests.Keys)).FirstOrDefault(one => one.Length > 0) ?? "";
        findings.Add("unknown-condition", pointer, map, $"There is no such condition{hint}; there are {string.Join(", ", Tests.Keys)}");
    }

    private ImmutableArray<Condition> Parts(DocumentFields fields, string name)
    {
        if (fields.Node(name) is ListNode list) return [.. list.Items.Select((item, place) => Read(item, $"{fields.At(name)}/{place}"))];
        fields.Wrong(name, $"{name} is a list: write each condition after a dash", "wrong-type");
        return [];
    }

    private Condition Part(DocumentFields fields, string name) => fields.Needed(name, "a condition") is { } node ? Read(node, fields.At(name)) : Nothing;

    internal Condition Within(DocumentFields fields, string name, Func<DocumentFields, Condition> read)
    {
        DocumentNode node = fields.Node(name) ?? new MapNode([], fields.Map.Line, fields.Map.Column);
        if (DocumentFields.Of(node, fields.At(name), findings, name) is not { } inner) return Nothing;
        Condition condition = read(inner);
        inner.Finish($"The condition {name}");
        return condition;
    }

    private static TraitTest Trait(DocumentFields fields)
    {
        string name = fields.Text("trait", "the name of a trait") ?? "";
        return new TraitTest(name, [.. fields.Texts("is", "a value"), .. fields.Texts("in", "a value")], Range(fields), fields.Flag("exists") ?? true);
    }

    private RevenueTest Revenue(DocumentFields fields)
    {
        return new RevenueTest(Currency(fields), Window(fields), Range(fields) ?? NumberRange.Some);
    }

    internal static string Currency(DocumentFields fields) => (fields.Text("currency", "a currency such as EUR", true, 3) ?? "").ToUpperInvariant();

    private static AgeTest Age(DocumentFields fields, Moment moment)
    {
        AgeTest age = new(moment, fields.Duration("olderThan", Longest), fields.Duration("newerThan", Longest)) { From = Date(fields, "from"), Until = Date(fields, "until") };
        if (age is { OlderThan: null, NewerThan: null, From: null, Until: null }) fields.Findings.Add("missing", fields.Pointer, fields.Map, "Say olderThan, newerThan, from or until");
        return age;
    }

    private static Condition Consent(DocumentFields fields)
    {
        string text = fields.Text("consent", "email, sms, push, webhook or inbox", true) ?? "email";
        if (MessageNames.Channel(text) is not { } channel)
        {
            fields.Wrong("consent", "consent is email, sms, push, webhook or inbox");
            return Nothing;
        }
        string list = fields.Text("list", "the name of a list") ?? "";
        if (list.Length > 0 && !TemplateReader.IsName(list)) fields.Wrong("list", "list is 1 to 64 letters, digits, - and _");
        return new ConsentTest(channel, list);
    }

    /// <summary>The id of a segment.</summary>
    internal string SegmentId(DocumentFields fields, string name)
    {
        string id = fields.Text(name, "the id of a segment", true, 64) ?? "";
        if (id.Length == 0) return id;
        if (!TemplateReader.IsName(id)) fields.Wrong(name, $"{name} is the id of a segment: 1 to 64 letters, digits, - and _");
        else if (KnownSegments?.Contains(id) is false)
            fields.Findings.Warn("unknown-segment", fields.At(name), fields.Node(name)!, $"There is no segment {id} yet{Spelling.Hint(id, KnownSegments)}, so that nobody is in it: PUT /v1/segments/{id}");
        return id;
    }

    internal static ImmutableArray<InteractionKind> Kinds(DocumentFields fields)
    {
        IReadOnlyList<string> names = fields.Texts("did", string.Join(", ", Doings.Keys));
        foreach (string name in names.Where(name => !Doings.ContainsKey(name)))
            fields.Wrong("did", $"Nobody can have {name}{Spelling.Hint(name, Doings.Keys)}; there are {string.Join(", ", Doings.Keys)}");
        // Whoever clicked it in a list, or scanned its label, has looked at it too.
        return [.. names.Where(Doings.ContainsKey).Select(name => Doings[name]).SelectMany(kind => kind is InteractionKind.View ? [kind, InteractionKind.Scan] : (InteractionKind[])[kind]).Distinct()];
    }

    internal ProductScope Scope(DocumentFields fields)
    {
        ProductScope scope = new([.. fields.Texts("product", "a product's id")], [.. fields.Texts("category", "a category")], [.. fields.Texts("brand", "a brand")]);
        foreach (string name in (string[])["product", "category", "brand"])
            if (!inJourney && (name == "product" ? scope.Products : name == "category" ? scope.Categories : scope.Brands).Contains(ProductScope.Subject))
                fields.Wrong(name, "subject is the product that a journey is about: there is none here");
        return scope;
    }

    internal Window Window(DocumentFields fields)
    {
        Window window = new(fields.Duration("within", Longest), false) { From = Date(fields, "from"), Until = Date(fields, "until") };
        if (window.From >= window.Until) fields.Wrong("from", "from is not before until");
        if (fields.Text("since", "entry") is not { } since) return window;
        if (since != "entry" || !inJourney) fields.Wrong("since", "since is entry, in journeys only; for a length of time use within");
        return window with { SinceEntry = true };
    }

    internal static DateTimeOffset? Date(DocumentFields fields, string name)
    {
        if (fields.Text(name, "a date such as 2026-01-31", longest: 30) is not { } text) return null;
        if (DateTimeOffset.TryParseExact(text, Dates, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset date)) return date;
        fields.Wrong(name, $"{name} is a date such as 2026-01-31, or a time such as 2026-01-31T18:00:00Z");
        return null;
    }

    internal static NumberRange? Range(DocumentFields fields)
    {
        decimal? least = fields.Number("atLeast"), most = fields.Number("atMost"), exactly = fields.Number("exactly");
        if (least > most) fields.Wrong("atLeast", "atLeast is greater than atMost");
        if (exactly is not null) return new NumberRange(exactly, exactly);
        return least is null && most is null ? null : new NumberRange(least, most);
    }
}
