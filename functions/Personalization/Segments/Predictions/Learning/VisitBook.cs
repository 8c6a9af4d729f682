using Personalization.Common;
using Personalization.Profiles;
using Personalization.Segments.Predictions.Visits;

namespace Personalization.Segments.Predictions.Learning;

/// <summary>A visit as it stood at one of its steps, and whether an order came after that.</summary>
internal readonly record struct VisitExample(ulong Visitor, DateTimeOffset At, VisitFacts Visit, bool Ordered);

/// <summary>
/// Cuts what visitors do into visits and keeps of each how it stood at one of its steps, chosen by a hash, each as likely as the others: so a model
/// learns from visits that have just begun and from those that are about to end. Its memory does not grow with the lake: past a number of visitors
/// it goes on with half of them.
/// </summary>
internal sealed class VisitBook(int mostVisitors, int mostExamples)
{
    private static readonly long Gap = (long)VisitFacts.Gap.TotalMilliseconds;

    private readonly Dictionary<ulong, Visitor> visitors = [];
    private readonly Dictionary<ulong, ulong> devices = [];
    private readonly List<VisitExample> examples = [];
    private readonly PersonSample sample = new();

    /// <summary>One in so many visitors was looked at.</summary>
    public ulong OneIn => sample.OneIn;

    /// <summary>Adds a look or something put into the cart.</summary>
    public void Add(ulong? device, ulong? user, ulong eventId, long at, InteractionKind kind, ReadOnlySpan<ulong> products)
    {
        if (Find(device, user) is not { } visitor || visitor.Enter(at) is not { } visit || !visit.Seen.Add(eventId)) return;
        foreach (ulong product in products) visit.Products.Add(product);
        if (kind is InteractionKind.View) visit.Looks += products.Length;
        else visit.Carted += products.Length;
        visit.Step(visitor, at);
    }

    /// <summary>Adds an order, told by the page or by the shop's server.</summary>
    public void Order(ulong? device, ulong? user, long at)
    {
        if (Find(device, user) is not { } visitor) return;
        if (visitor.Enter(at) is { } visit) visit.HasOrdered = true;
        visitor.OrderedAt = Math.Min(visitor.OrderedAt, at);
    }

    /// <summary>All visits, oldest first; those that are under way count as ended.</summary>
    /// <param name="denies">Whose are left out; null for nobody's.</param>
    public VisitExample[] Build(Func<ulong, bool>? denies = null)
    {
        foreach (Visitor visitor in visitors.Values) visitor.Close();
        return [.. examples.Where(example => denies?.Invoke(example.Visitor) is not true).OrderBy(example => example.At).ThenBy(example => example.Visitor)];
    }

    // The device names a visit. What only a person is said to have done is done on the device that they were seen with last.
    private Visitor? Find(ulong? device, ulong? user)
    {
        if ((device ?? (user is { } known && devices.TryGetValue(known, out ulong last) ? last : user)) is not { } key || !sample.Has(key)) return null;
        if (device is not null && user is { } person) devices[person] = key;
        if (visitors.TryGetValue(key, out Visitor? found)) return found;
        if (visitors.Count >= mostVisitors || examples.Count >= mostExamples) Halve();
        return sample.Has(key) ? visitors[key] = new Visitor(key, examples.Add) : null;
    }

    private void Halve()
    {
        sample.Halve();
        foreach (ulong key in visitors.Keys)
            if (!sample.Has(key)) visitors.Remove(key);
        foreach ((ulong user, ulong device) in devices)
            if (!sample.Has(device)) devices.Remove(user);
        examples.RemoveAll(example => !sample.Has(example.Visitor));
    }

    private sealed class Visitor(ulong key, Action<VisitExample> take)
    {
        private long lastAt = long.MinValue;
        private Visit? visit;

        public ulong Key => key;

        public long OrderedAt { get; set; } = long.MaxValue;

        /// <summary>The visit at that time; null for what comes so late that its visit has been closed.</summary>
        public Visit? Enter(long at)
        {
            if (lastAt != long.MinValue && at < lastAt - Gap) return null;
            if (visit is null || at > lastAt + Gap)
            {
                Close();
                visit = new Visit(at, lastAt != long.MinValue);
            }
            lastAt = Math.Max(lastAt, at);
            return visit;
        }

        public void Close()
        {
            if (visit?.Kept is { } kept) take(new VisitExample(key, kept.At, kept.Visit, visit.HasOrdered));
            visit = null;
        }
    }

    private sealed class Visit(long start, bool returning)
    {
        private int steps;

        public HashSet<ulong> Seen { get; } = [];

        public HashSet<ulong> Products { get; } = [];

        public int Looks { get; set; }

        public int Carted { get; set; }

        public bool HasOrdered { get; set; }

        public (DateTimeOffset At, VisitFacts Visit)? Kept { get; private set; }

        public void Step(Visitor visitor, long at)
        {
            if (HasOrdered || StableHash.Mix(visitor.Key ^ StableHash.Mix((ulong)start + (ulong)steps)) % (ulong)++steps != 0) return;
            DateTimeOffset now = DateTimeOffset.FromUnixTimeMilliseconds(at);
            Kept = (now, new VisitFacts(
                Looks, Products.Count, Carted, Math.Max(0, at - start) / 60_000.0, returning, visitor.OrderedAt < start, now.UtcDateTime.TimeOfDay.TotalHours));
        }
    }
}
