namespace Personalization.Messages.Timing;

/// <summary>Hours of the recipient's day in which nothing is sent.</summary>
/// <param name="From">First moment, local.</param>
/// <param name="Until">First moment after, local; before <paramref name="From"/> it is one of the next day, equal to it the whole day is quiet.</param>
/// <param name="Country">ISO 3166 code of the country it is for, or null for all.</param>
/// <param name="Channel">The channel it is for, or null for all.</param>
/// <param name="Days">Days on which it begins, or null for all.</param>
/// <param name="Transactional">Whether messages wait for it that are no marketing.</param>
public sealed record QuietHours(
    TimeOnly From, TimeOnly Until, string? Country = null, MessageChannel? Channel = null, IReadOnlyList<DayOfWeek>? Days = null, bool Transactional = false)
{
    internal bool IsFor(MessageChannel channel, MessagePurpose purpose, string? country) =>
        (Channel is null || Channel == channel) && (purpose is MessagePurpose.Marketing || Transactional)
        && (Country is null || string.Equals(Country, country, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether it is quiet at a local time.</summary>
    public bool Covers(DateTime local)
    {
        TimeOnly ofDay = TimeOnly.FromDateTime(local);
        if (From == Until) return Begins(local.DayOfWeek);
        if (From < Until) return ofDay >= From && ofDay < Until && Begins(local.DayOfWeek);
        return ofDay >= From ? Begins(local.DayOfWeek) : ofDay < Until && Begins(local.AddDays(-1).DayOfWeek);
    }

    /// <summary>How long it stays quiet at a local time that it covers, while the clock runs evenly.</summary>
    internal TimeSpan Left(DateTime local)
    {
        TimeSpan left = (From == Until ? TimeSpan.Zero : Until.ToTimeSpan()) - local.TimeOfDay;
        return left > TimeSpan.Zero ? left : left + TimeSpan.FromDays(1);
    }

    private bool Begins(DayOfWeek day) => Days is null || Days.Contains(day);
}
