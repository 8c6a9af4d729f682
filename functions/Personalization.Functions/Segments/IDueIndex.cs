namespace Personalization.Functions.Segments;

/// <summary>Somebody whose segments are to be looked at again at a time.</summary>
/// <param name="StorageKey">The storage key of the profile: a hash.</param>
/// <param name="At">The time, in whole minutes, not before the one that was asked for.</param>
public sealed record DueEntry(string StorageKey, DateTimeOffset At);

/// <summary>Who is to be looked at again, and when.</summary>
public interface IDueIndex
{
    /// <summary>Enters somebody.</summary>
    Task AddAsync(string storageKey, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>The earliest entries up to a time.</summary>
    Task<IReadOnlyList<DueEntry>> FirstAsync(DateTimeOffset until, int most, CancellationToken cancellationToken);

    /// <summary>Takes an entry away.</summary>
    Task RemoveAsync(DueEntry entry, CancellationToken cancellationToken);

    /// <summary>Takes all entries of somebody away, and says how many there were.</summary>
    Task<int> ForgetAsync(string storageKey, CancellationToken cancellationToken);
}

/// <summary>Times of the index.</summary>
public static class DueTimes
{
    /// <summary>The first whole minute from a time on.</summary>
    public static DateTimeOffset MinuteFrom(DateTimeOffset time)
    {
        long over = time.UtcTicks % TimeSpan.TicksPerMinute;
        return new DateTimeOffset(time.UtcTicks + (over == 0 ? 0 : TimeSpan.TicksPerMinute - over), TimeSpan.Zero);
    }
}
