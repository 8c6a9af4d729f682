using Personalization.Events;
using Personalization.Profiles;
using Personalization.Recommendations.Sessions;

namespace Personalization.Segments.Predictions.Learning;

/// <summary>
/// Gathers from lines of the lake, in one pass, what predictions are fitted on. Lines may come in any order and twice. Its memory is bounded,
/// whatever the size of the lake, but for a few bytes for each who has said something of consent. Who has denied analytics or personalization is left out.
/// </summary>
public sealed class PredictionLog : ILakeLines
{
    // About 300 MB of orders and 300 MB of visits, at most.
    private const int MostOrders = 2_000_000, MostVisitors = 500_000, MostExamples = 1_000_000;
    private const ulong EventSeed = 1, UserSeed = 2, ProductSeed = 3, DeviceSeed = 4;

    private readonly LakeLine line = new();
    private readonly ulong[] products = new ulong[64];
    private readonly LearningConsents consents = new();

    internal OrderBook Orders { get; } = new(MostOrders);

    internal VisitBook Visits { get; } = new(MostVisitors, MostExamples);

    /// <summary>When the newest event happened, milliseconds since 1970.</summary>
    internal long Newest { get; private set; }

    /// <inheritdoc/>
    public long Events { get; private set; }

    /// <inheritdoc/>
    public long Damaged { get; private set; }

    /// <summary>The orders to learn from.</summary>
    internal OrderHistories Histories() => Orders.Build(Denies());

    /// <summary>The visits to learn from.</summary>
    internal VisitExample[] Examples() => Visits.Build(Denies());

    private Func<ulong, bool> Denies()
    {
        HashSet<ulong> denying = consents.Denying(Orders.OwnerOf);
        return person => denying.Contains(Orders.OwnerOf(person));
    }

    /// <inheritdoc/>
    public void AddLines(ReadOnlySpan<byte> lines)
    {
        foreach (Range one in lines.Split((byte)'\n'))
            if (!lines[one].IsEmpty) Add(lines[one]);
    }

    private void Add(ReadOnlySpan<byte> lakeLine)
    {
        if (!LakeLineReader.TryRead(lakeLine, line))
        {
            Damaged++;
            return;
        }
        Events++;
        Newest = Math.Max(Newest, line.At);
        ulong? device = HashOf(line.AnonymousId, DeviceSeed), user = HashOf(line.UserId, UserSeed);
        if (device is { } one && user is { } person) Orders.Link(one, person, line.At);
        ulong eventId = FastHash.Of(line[line.MessageId], EventSeed);
        if (LearningConsents.MaySpeak(lakeLine) && consents.Hear(user ?? device, eventId, EventCodec.Parse(lakeLine.ToArray()))) return;
        // The canonical line has its members without spaces, see EventCodec.
        if (lakeLine.IndexOf("\"event\":\"Order "u8) >= 0) AddOrder(lakeLine, device, user);
        else if (line.Kind is InteractionKind.View or InteractionKind.CartAdd) AddStep(eventId, line.Kind.Value, device, user);
    }

    private void AddOrder(ReadOnlySpan<byte> lakeLine, ulong? device, ulong? user)
    {
        ShopEvent shopEvent = EventCodec.Parse(lakeLine.ToArray());
        if ((user ?? device) is { } person) Orders.Add(shopEvent, person);
        if (shopEvent.Event is EventNames.OrderCompleted) Visits.Order(device, user, line.At);
    }

    private void AddStep(ulong eventId, InteractionKind kind, ulong? device, ulong? user)
    {
        int count = Math.Min(products.Length, line.Products.Length);
        for (int place = 0; place < count; place++) products[place] = FastHash.Of(line[line.Products[place]], ProductSeed);
        Visits.Add(device, user, eventId, line.At, kind, products.AsSpan(0, count));
    }

    private ulong? HashOf(LakeText id, ulong seed) => id.IsSome ? FastHash.Of(line[id], seed) : null;
}
