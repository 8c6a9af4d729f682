namespace Personalization.Functions.Tests.Simulation;

/// <summary>A reminder on its way.</summary>
internal sealed record Letter(string Cart, DateTimeOffset Began, int Step, DateTimeOffset Made, DateTimeOffset Planned);

/// <summary>When mails go to one person, worked out by itself: not at night, one a day and three a week, none that is older than a day.</summary>
internal sealed class OraclePost(TimeZoneInfo zone)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1), Week = TimeSpan.FromDays(7);

    private readonly List<Letter> waiting = [];
    private readonly HashSet<(string, DateTimeOffset, int)> made = [];

    public List<DateTimeOffset> Sent { get; } = [];

    public DateTimeOffset Next => waiting.Count == 0 ? DateTimeOffset.MaxValue : waiting.Min(letter => letter.Planned);

    public void Post(Letter letter, DateTimeOffset now, Func<Letter, bool> isRight)
    {
        if (made.Add((letter.Cart, letter.Began, letter.Step))) Go(letter, now, isRight);
    }

    public void Deliver(DateTimeOffset now, Func<Letter, bool> isRight)
    {
        Letter letter = waiting.MinBy(one => one.Planned)!;
        waiting.Remove(letter);
        Go(letter, now, isRight);
    }

    public void TakeBack(string cart, DateTimeOffset began, int step) => waiting.RemoveAll(letter => letter.Cart == cart && letter.Began == began && letter.Step == step);

    private void Go(Letter letter, DateTimeOffset now, Func<Letter, bool> isRight)
    {
        if (!isRight(letter)) return;
        DateTimeOffset time = now;
        while (time <= letter.Made + Day)
        {
            if (Morning(time) is { } morning) time = morning;
            else if (Full(time, letter) is { } free) time = free;
            else if (time > now)
            {
                waiting.Add(letter with { Planned = time });
                return;
            }
            else
            {
                Sent.Add(now);
                return;
            }
        }
    }

    // When the night is over; null by day.
    private DateTimeOffset? Morning(DateTimeOffset time)
    {
        DateTime local = TimeZoneInfo.ConvertTime(time, zone).DateTime;
        if (local.Hour is >= 8 and < 21) return null;
        DateTime eight = local.Date.AddDays(local.Hour >= 21 ? 1 : 0).AddHours(8);
        return new DateTimeOffset(eight, zone.GetUtcOffset(eight)).ToUniversalTime();
    }

    // When there is room again; null where there is. Letters made earlier keep their places.
    private DateTimeOffset? Full(DateTimeOffset time, Letter letter)
    {
        DateTimeOffset[] others = [.. Sent, .. waiting.Where(other => other.Made < letter.Made).Select(other => other.Planned)];
        foreach ((int most, TimeSpan window) in ((int, TimeSpan)[])[(1, Day), (3, Week)])
        {
            DateTimeOffset[] near = [.. others.Where(other => (other - time).Duration() < window)];
            if (near.Length >= most) return near.Min() + window;
        }
        return null;
    }
}
