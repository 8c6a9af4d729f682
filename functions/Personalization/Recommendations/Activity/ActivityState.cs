using Personalization.Common;
using Personalization.Events;
using Personalization.Events.Decisions;
using Personalization.Profiles;
using Personalization.Recommendations.Outcomes;

namespace Personalization.Recommendations;

/// <summary>
/// Running counts over the event lake, with how far the lake has been read: stored as one, so that no crash can make them disagree.
/// Counts go by six-hour spans of the time of the event; what lies more than <see cref="Spans"/> spans before the newest is one sum.
/// </summary>
public sealed class ActivityState
{
    /// <summary>Length of a span.</summary>
    public static readonly TimeSpan Span = TimeSpan.FromHours(6);

    /// <summary>Spans kept apart: 90 days.</summary>
    public const int Spans = 360;

    /// <summary>The key of the sum of all older spans.</summary>
    public const int Older = 0;

    /// <summary>Newest event ids kept, so that an event that stands twice in the lake counts once. A second copy comes within minutes, or not at all.</summary>
    public const int RecentIds = 500_000;

    private const int NamesKept = 500;

    private readonly HashSet<ulong> recent = [];
    private readonly Queue<ulong> recentOrder = new();

    /// <summary>How many bytes of each lake file have been read; files before the first one are done with.</summary>
    public SortedDictionary<string, long> Positions { get; } = new(StringComparer.Ordinal);

    /// <summary>How often each event happened: track calls by event name, others by type.</summary>
    public SortedDictionary<string, long> EventTotals { get; } = new(StringComparer.Ordinal);

    /// <summary>Counts of each product by span.</summary>
    public Dictionary<string, SortedDictionary<int, ActivityCounts>> Products { get; } = new(StringComparer.Ordinal);

    /// <summary>Counts apart for places and segments.</summary>
    public ActivitySlices Slices { get; } = new();

    /// <summary>Who has bought.</summary>
    public BuyerMemory Buyers { get; } = new();

    /// <summary>Who is in segments whose bestsellers are counted.</summary>
    public MemberMemory Members { get; } = new();

    /// <summary>After how long products are bought again.</summary>
    public PurchaseIntervals Intervals { get; } = new();

    /// <summary>What came of recommendations.</summary>
    public OutcomeState Outcomes { get; } = new();

    /// <summary>How often creatives were shown and clicked.</summary>
    public CreativeTally Creatives { get; } = new();

    /// <summary>The newest span that any event lies in.</summary>
    public int NewestSpan { get; set; }

    /// <summary>Ids of the newest events read, oldest first.</summary>
    public IReadOnlyCollection<ulong> Recent => recentOrder;

    /// <summary>The span that a time lies in.</summary>
    public static int SpanOf(DateTimeOffset time) => (int)(time.UtcTicks / Span.Ticks);

    /// <summary>Remembers an event id; false when it is known already.</summary>
    public bool Remember(ulong id)
    {
        if (!recent.Add(id)) return false;
        recentOrder.Enqueue(id);
        if (recentOrder.Count > RecentIds) recent.Remove(recentOrder.Dequeue());
        return true;
    }

    /// <summary>Counts an event, unless it has been counted.</summary>
    /// <param name="shopEvent">The event.</param>
    /// <param name="decisions">Tells decisions of this shop; without it nothing counts as a recommendation's.</param>
    public void Add(ShopEvent shopEvent, IDecisionReader? decisions = null)
    {
        if (!Remember(StableHash.Of(shopEvent.MessageId))) return;
        if (decisions is not null)
        {
            Outcomes.Add(shopEvent, decisions);
            Creatives.Add(shopEvent, decisions);
        }
        NameCounts.Add(EventTotals, shopEvent.Event ?? shopEvent.Type.Name(), 1, NamesKept);
        int span = SpanOf(shopEvent.Timestamp);
        if (span > NewestSpan) NewestSpan = span;
        int day = (int)(shopEvent.Timestamp.UtcTicks / TimeSpan.TicksPerDay);
        string[]? slices = null;
        // An order that names a product on two lines is one order that it is in.
        foreach (IGrouping<string, Interaction> product in Interactions.Of(shopEvent).GroupBy(one => one.ProductId, StringComparer.Ordinal))
        {
            ActivityCounts counts = CountsOf(product.First().Kind, product.Sum(one => (long)one.Quantity));
            Add(product.Key, span, counts);
            foreach (string slice in slices ??= [.. SliceReader.SlicesOf(shopEvent, Buyers, Members)]) Slices.Add(slice, product.Key, day, counts);
            if (shopEvent.Event is EventNames.OrderCompleted) Intervals.Bought(PurchaseOf(PersonKey.Of(shopEvent), product.Key), product.Key, day);
        }
        if (shopEvent.Event is EventNames.OrderCompleted) SliceReader.CountOrder(shopEvent, Buyers);
        if (CountedSegments.Read(shopEvent) is not { } change) return;
        ulong person = StableHash.Of(PersonKey.Of(shopEvent).Value);
        if (change.Entered) Members.Enter(person, change.Segment);
        else Members.Leave(person, change.Segment);
    }

    /// <summary>Forgets what is remembered of a person by hashes of the keys: who has bought before, what when, and who is in which segment. All counts stay.</summary>
    public int Forget(IEnumerable<PersonKey> person)
    {
        PersonKey[] keys = [.. person];
        HashSet<ulong> people = [.. keys.Select(key => StableHash.Of(key.Value))];
        HashSet<ulong> purchases = [.. keys.SelectMany(key => Products.Keys.Select(product => PurchaseOf(key, product)))];
        return Buyers.Forget(people) + Members.Forget(people) + Intervals.Forget(purchases);
    }

    /// <summary>Adds counts to a product's span.</summary>
    public void Add(string productId, int span, ActivityCounts counts)
    {
        if (counts == default) return;
        if (span <= NewestSpan - Spans) span = Older;
        if (!Products.TryGetValue(productId, out SortedDictionary<int, ActivityCounts>? spans)) Products[productId] = spans = [];
        spans[span] = spans.GetValueOrDefault(span) + counts;
    }

    /// <summary>Sums up the spans that lie too far back to be kept apart.</summary>
    public void Prune()
    {
        Members.Prune();
        Slices.Prune((int)(NewestSpan * Span.Ticks / TimeSpan.TicksPerDay), Members.HasAnybody);
        int oldest = NewestSpan - Spans;
        foreach (SortedDictionary<int, ActivityCounts> spans in Products.Values)
            foreach ((int span, ActivityCounts counts) in spans.TakeWhile(one => one.Key <= oldest).Where(one => one.Key != Older).ToArray())
            {
                spans.Remove(span);
                spans[Older] = spans.GetValueOrDefault(Older) + counts;
            }
    }

    private static ActivityCounts CountsOf(InteractionKind kind, long pieces) => kind switch
    {
        InteractionKind.View or InteractionKind.Scan => new ActivityCounts(1, 0, 0, 0, 0),
        InteractionKind.CartAdd => new ActivityCounts(0, 1, 0, 0, 0),
        InteractionKind.Purchase => new ActivityCounts(0, 0, 1, pieces, 0),
        InteractionKind.Refund => new ActivityCounts(0, 0, 0, -pieces, 1),
        _ => default,
    };

    private static ulong PurchaseOf(PersonKey person, string product) => StableHash.Of($"{person.Value}\n{product}");
}
