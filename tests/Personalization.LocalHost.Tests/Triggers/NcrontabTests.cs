using Personalization.LocalHost.Triggers.Timers;

namespace Personalization.LocalHost.Tests.Triggers;

public sealed class NcrontabTests
{
    [Theory]
    [InlineData("0 */5 * * * *", "2026-01-01T00:00:00Z", "2026-01-01T00:05:00Z")]
    [InlineData("0 */5 * * * *", "2026-01-01T00:04:59.999Z", "2026-01-01T00:05:00Z")]
    [InlineData("*/5 * * * *", "2026-01-01T00:00:01Z", "2026-01-01T00:05:00Z")]
    [InlineData("59 59 23 31 12 *", "2026-12-31T23:59:58Z", "2026-12-31T23:59:59Z")]
    [InlineData("59 59 23 31 12 *", "2026-12-31T23:59:59Z", "2027-12-31T23:59:59Z")]
    [InlineData("0 0 0 29 2 *", "2026-01-01T00:00:00Z", "2028-02-29T00:00:00Z")]
    [InlineData("0 0 0 29 2 MON", "2097-01-01T00:00:00Z", "2112-02-29T00:00:00Z")]
    [InlineData("0 30 9 * JAN MON", "2026-02-01T00:00:00Z", "2027-01-04T09:30:00Z")]
    [InlineData("0 0 0 13 * FRI", "2026-01-01T00:00:00Z", "2026-02-13T00:00:00Z")]
    [InlineData("0 0 12 * * 7", "2026-01-01T00:00:00Z", "2026-01-04T12:00:00Z")]
    [InlineData("0 0 12 * * 0", "2026-01-01T00:00:00Z", "2026-01-04T12:00:00Z")]
    [InlineData("0 0 12 * * Sunday", "2026-01-01T00:00:00Z", "2026-01-04T12:00:00Z")]
    [InlineData("0 0 12 * * FRI-MON", "2026-01-01T00:00:00Z", "2026-01-01T12:00:00Z")]
    [InlineData("0 10,50/5 3-5 * * *", "2026-01-01T03:50:00Z", "2026-01-01T03:55:00Z")]
    [InlineData("0 0 9-17/4 * * *", "2026-01-01T13:00:00Z", "2026-01-01T17:00:00Z")]
    [InlineData("0 0 0 * * *", "2026-06-30T22:30:00-03:00", "2026-07-02T00:00:00Z")]
    [InlineData("00:05:00", "2026-01-01T00:00:01Z", "2026-01-01T00:05:01Z")]
    public void NextAfter_Expression_IsTheNextFittingInstant(string expression, string after, string expected) =>
        Assert.Equal(At(expected), Schedule.Parse(expression).NextAfter(At(after)));

    [Theory]
    [InlineData("60 * * * * *", "second")]
    [InlineData("0 60 * * * *", "minute")]
    [InlineData("0 0 24 * * *", "hour")]
    [InlineData("0 0 0 0 * *", "day")]
    [InlineData("0 0 0 1 FOO *", "month")]
    [InlineData("0 0 0 * * 8", "day-of-week")]
    [InlineData("0 */0 * * * *", "minute")]
    [InlineData("0 1-2-3 * * * *", "minute")]
    [InlineData("0 1,,2 * * * *", "minute")]
    [InlineData("* * *", "3 fields")]
    [InlineData("", "0 fields")]
    [InlineData("00:00:00", "not positive")]
    [InlineData("-00:05:00", "not positive")]
    public void Parse_BadExpression_NamesTheField(string expression, string named) =>
        Assert.Contains(named, Assert.Throws<FormatException>(() => Schedule.Parse(expression)).Message, StringComparison.Ordinal);

    [Fact]
    public void NextAfter_DayThatNeverComes_IsNull() => Assert.Null(Schedule.Parse("0 0 0 30 2 *").NextAfter(At("2026-01-01T00:00:00Z")));

    [Fact]
    public void NextAfter_EndOfTime_IsNull() => Assert.Null(Schedule.Parse("* * * * * *").NextAfter(DateTimeOffset.MaxValue));

    [Fact]
    public void NextAfter_SecondsAndHours_AgreesWithCountingSeconds()
    {
        Random random = new(1);
        for (int run = 0; run < 300; run++)
        {
            RandomCron cron = new(random, days: false);
            AssertAgrees(cron, RandomCron.Instant(random), TimeSpan.FromSeconds(1), steps: 100_000);
        }
    }

    [Fact]
    public void NextAfter_DaysAndMonths_AgreesWithCountingMinutes()
    {
        Random random = new(2);
        for (int run = 0; run < 150; run++)
        {
            RandomCron cron = new(random, days: true);
            AssertAgrees(cron, RandomCron.Instant(random), TimeSpan.FromMinutes(1), steps: 500_000);
        }
    }

    private static void AssertAgrees(RandomCron cron, DateTimeOffset after, TimeSpan step, int steps)
    {
        DateTimeOffset candidate = new(after.Ticks - after.Ticks % step.Ticks, TimeSpan.Zero);
        int counted = 0;
        do candidate += step;
        while (!cron.Fits(candidate) && ++counted < steps);
        DateTimeOffset? actual = Schedule.Parse(cron.Text).NextAfter(after);
        if (counted < steps) Assert.True(candidate == actual, $"'{cron.Text}' after {after:O}: {actual:O} instead of {candidate:O}");
        else Assert.True(actual is null || actual > candidate, $"'{cron.Text}' after {after:O}: {actual:O} though nothing fits before {candidate:O}");
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
