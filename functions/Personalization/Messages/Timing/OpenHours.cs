using System.Collections.Immutable;

namespace Personalization.Messages.Timing;

/// <summary>
/// At which hours of their own day somebody opens messages: a weight for each of 24 hours. What is older counts less, half after
/// <see cref="HalfLife"/>. Weights are kept as of <see cref="Epoch"/>, so neither time nor order changes what is stored.
/// </summary>
/// <param name="Weights">24 weights, as of the epoch.</param>
public sealed record OpenHours(ImmutableArray<double> Weights)
{
    /// <summary>After which an open counts half.</summary>
    public static readonly TimeSpan HalfLife = TimeSpan.FromDays(60);

    /// <summary>The time that weights are kept as of.</summary>
    public static readonly DateTimeOffset Epoch = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>No opens.</summary>
    public static OpenHours None { get; } = new([.. new double[24]]);

    /// <summary>With one more open.</summary>
    /// <param name="at">When.</param>
    /// <param name="zone">Where the person is.</param>
    public OpenHours With(DateTimeOffset at, TimeZoneInfo zone)
    {
        int hour = TimeZoneInfo.ConvertTime(at, zone).Hour;
        return new OpenHours(Weights.SetItem(hour, Weights[hour] + Math.Pow(2, (at - Epoch) / HalfLife)));
    }

    /// <summary>Both together.</summary>
    public OpenHours With(OpenHours other) => new([.. Weights.Zip(other.Weights, (one, two) => one + two)]);

    /// <summary>How many opens of now all of them are worth.</summary>
    public double Total(DateTimeOffset now) => Weights.Sum() * Math.Pow(2, (Epoch - now) / HalfLife);

    /// <summary>What each hour is worth in opens of now, with a part of each spread to the hours beside it: opens at 18:59 speak for 19:00 too.</summary>
    public double[] Smoothed(DateTimeOffset now)
    {
        double scale = Math.Pow(2, (Epoch - now) / HalfLife);
        return [.. Enumerable.Range(0, 24).Select(hour => scale * ((Weights[hour] / 2) + (Weights[(hour + 23) % 24] / 4) + (Weights[(hour + 1) % 24] / 4)))];
    }

    /// <summary>
    /// The hour at which a person is likeliest to open. The shop's habit stands in for what is not known of the person, worth
    /// <paramref name="prior"/> opens; the default hour stands in for the shop's while it has fewer than <paramref name="shopMinimum"/>.
    /// </summary>
    public static int Best(OpenHours person, OpenHours shop, DateTimeOffset now, int defaultHour, double prior = 3, double shopMinimum = 30)
    {
        double[] own = person.Smoothed(now), all = shop.Smoothed(now);
        double total = all.Sum();
        double[] score = [.. own.Select((weight, hour) => weight + (prior * (total >= shopMinimum ? all[hour] / total : hour == defaultHour ? 1 : 0)))];
        return Array.IndexOf(score, score.Max());
    }
}
