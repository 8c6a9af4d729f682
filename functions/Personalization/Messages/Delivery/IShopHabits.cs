using System.Collections.Immutable;
using Personalization.Messages.Timing;

namespace Personalization.Messages.Delivery;

/// <summary>When the shop's people open messages, all together.</summary>
public interface IShopHabits
{
    /// <summary>As of some minutes ago.</summary>
    ValueTask<OpenHours> OpensAsync(CancellationToken cancellationToken);
}

/// <summary>
/// Opens of all people by hour, with the events counted last, so that none counts twice. Field names are storage format.
/// The more is known the fewer are counted, each for several: a habit needs no more than a sample, and the row is written that much less often.
/// </summary>
public sealed record ShopOpens
{
    private const int MostKnown = 2000;

    /// <summary>How many opens are each counted for themselves.</summary>
    private const double Fine = 500;

    private const int Coarsest = 64;

    /// <summary>The counts.</summary>
    public ImmutableArray<double> Weights { get; init; } = OpenHours.None.Weights;

    /// <summary>Hashes of the events counted last, newest last.</summary>
    public ImmutableArray<ulong> Known { get; init; } = [];

    /// <summary>The counts as the arbiter asks for them.</summary>
    public OpenHours Hours => new(Weights);

    /// <summary>For how many opens each counts that is counted now: 1, then powers of two.</summary>
    public int Step(DateTimeOffset now)
    {
        int step = 1;
        for (double total = Hours.Total(now); step < Coarsest && total > Fine * step; step *= 2) { }
        return step;
    }

    /// <summary>Whether an event is one of those to be counted, and is not yet.</summary>
    public bool Wants(ulong eventId, DateTimeOffset now) => eventId % (ulong)Step(now) == 0 && !Known.Contains(eventId);

    /// <summary>With one more open.</summary>
    public ShopOpens With(ulong eventId, DateTimeOffset at, TimeZoneInfo zone, DateTimeOffset now)
    {
        if (!Wants(eventId, now)) return this;
        OpenHours one = OpenHours.None.With(at, zone);
        int step = Step(now);
        ImmutableArray<ulong> known = Known.Length < MostKnown ? Known : Known.RemoveRange(0, Known.Length - MostKnown + 1);
        return this with { Weights = [.. Weights.Zip(one.Weights, (all, more) => all + (step * more))], Known = known.Add(eventId) };
    }
}

/// <summary>The shop's opens with the version they are stored under; null before they are.</summary>
public sealed record StoredShopOpens(ShopOpens Opens, string? Version);

/// <summary>Where the shop's opens are.</summary>
public interface IShopOpensStore
{
    /// <summary>Them, or empty ones.</summary>
    Task<StoredShopOpens> LoadAsync(CancellationToken cancellationToken);

    /// <summary>Stores them in place of the loaded ones; false when others have changed them since.</summary>
    Task<bool> TrySaveAsync(StoredShopOpens loaded, ShopOpens next, CancellationToken cancellationToken);
}
