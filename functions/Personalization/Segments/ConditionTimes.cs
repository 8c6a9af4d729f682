using System.Collections.Immutable;
using Personalization.Common;
using Personalization.Profiles;
using Personalization.Profiles.Staff;

namespace Personalization.Segments;

/// <summary>
/// When the answer to a condition may change by time alone. Never later than it does; it may be earlier, where it would cost much to say exactly.
/// Conditions about a cart's worth, categories, brands and predictions also change with the catalog and the model: a pass over all people sees to that.
/// </summary>
public static class ConditionTimes
{
    // Looking further ahead costs more than being asked once more.
    private const int MostTried = 8;

    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    /// <summary>
    /// The earliest time after <paramref name="now"/>, and before <paramref name="before"/>, at which the answer may be another without an event;
    /// null where it is not before that time.
    /// </summary>
    public static DateTimeOffset? NextChange(Condition condition, PersonFacts facts, DateTimeOffset now, DateTimeOffset? before = null) => condition switch
    {
        AllOf all => Earliest(all.Parts, facts, now, before),
        AnyOf any => Earliest(any.Parts, facts, now, before),
        NotTrue not => NextChange(not.Part, facts, now, before),
        _ => Flip(condition, facts, now, before),
    };

    /// <summary>Whether time can change the answer at all, for anybody.</summary>
    public static bool Passes(Condition condition) => condition switch
    {
        AllOf all => all.Parts.Any(Passes),
        AnyOf any => any.Parts.Any(Passes),
        NotTrue not => Passes(not.Part),
        EventTest test => test.Days is not null,
        TraitTest test => Scores.Is(test.Name),
        CartTest or ConsentTest or LoyaltyTest or PredictionTest or SegmentTest => false,
        _ => true,
    };

    /// <summary>The earlier of two times, of which either may not come.</summary>
    public static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other : one;

    // Once a time is known only earlier ones are of interest: most conditions then have none to try.
    private static DateTimeOffset? Earliest(ImmutableArray<Condition> parts, PersonFacts facts, DateTimeOffset now, DateTimeOffset? before)
    {
        DateTimeOffset? earliest = null;
        foreach (Condition part in parts) earliest = Earlier(earliest, NextChange(part, facts, now, earliest ?? before));
        return earliest;
    }

    private static DateTimeOffset? Flip(Condition test, PersonFacts facts, DateTimeOffset now, DateTimeOffset? before)
    {
        DateTimeOffset[] times = [.. Times(test, facts, now).Where(time => time > now && !(time >= before)).Order().Distinct().Take(MostTried)];
        if (times.Length == 0) return null;
        bool holds = ConditionRules.Holds(test, facts, now);
        foreach (DateTimeOffset time in times)
            if (ConditionRules.Holds(test, facts, time) != holds) return time;
        return times.Length < MostTried ? null : times[^1];
    }

    // All times at which what the test looks at changes.
    private static IEnumerable<DateTimeOffset> Times(Condition test, PersonFacts facts, DateTimeOffset now) => test switch
    {
        EventTest { Days: { } days } by => (facts.Profile.EventDays.GetValueOrDefault(by.Event)?.Days ?? []).SelectMany(one => (DateTimeOffset[])[DayCounts.StartOf(one.Day), DayCounts.StartOf(one.Day + days)]),
        InteractionTest by => Ends(facts.Profile.Interactions.Where(one => by.Kinds.Contains(one.Kind) && by.Scope.Has(one.ProductId, facts)).Select(one => one.At), by.Window),
        PiecesTest by => Ends(facts.Profile.Interactions.Where(one => by.Kinds.Contains(one.Kind) && by.Scope.Has(one.ProductId, facts)).Select(one => one.At), by.Window),
        VisitTest by => Ends(facts.Profile.Interactions.Select(one => one.At), by.Window).Concat(Orders(facts)),
        LikingTest by => Ends(facts.Profile.Interactions.Select(one => one.At), by.Window),
        OrderTest by => Ends(Orders(facts), by.Window),
        RevenueTest by => Ends(Orders(facts), by.Window),
        AverageOrderTest by => Ends(Orders(facts), by.Window),
        AgeTest by => Ages(MomentOf(by.Moment, facts.Profile), by.OlderThan, by.NewerThan),
        TraitDateTest by => Ages(CustomerRules.DateOf(facts.Profile, by.Trait), by.OlderThan, by.NewerThan),
        DateTest by when YearlyDate.Of(facts.Profile, by.Trait) is { } date => Days(date.NextFrom(YearlyDate.Today(now, facts.Zone).AddDays(by.InDays)).AddDays(-by.InDays), date, by.InDays, facts.Zone),
        TraitTest by when Scores.EndOf(facts.Profile, by.Name) is { } end => [end],
        TagTest by => by.Tags.Select(tag => facts.Profile.Staff.TagStatements.GetValueOrDefault(StaffTexts.Tag(tag) ?? "")?.Expires).OfType<DateTimeOffset>(),
        StageTest => Ages(CustomerRules.LastOrder(facts.Profile), CustomerRules.AtRiskAfter + Tick, null).Concat(Ages(CustomerRules.LastOrder(facts.Profile), CustomerRules.LapsedAfter + Tick, null)),
        RfmTest { Part: RfmPart.Recency } when CustomerRules.LastOrder(facts.Profile) is { } last => facts.Norms.RecencyDays.SelectMany(days => Around(last, days)),
        _ => [],
    };

    private static IEnumerable<DateTimeOffset> Orders(PersonFacts facts) => facts.Profile.Orders.Where(History.Stands).Select(one => one.PlacedAt);

    // A sender's clock may be ahead: what it tells of is not seen before its time.
    private static IEnumerable<DateTimeOffset> Ends(IEnumerable<DateTimeOffset> times, Window window) =>
        window.Within is not { } within ? times : times.SelectMany(at => within < DateTimeOffset.MaxValue - at ? (DateTimeOffset[])[at, at + within + Tick] : [at]);

    private static IEnumerable<DateTimeOffset> Ages(DateTimeOffset? at, TimeSpan? older, TimeSpan? newer)
    {
        if (at is not { } moment) yield break;
        if (older is { } from && from < DateTimeOffset.MaxValue - moment) yield return moment + from;
        if (newer is { } until && until + Tick < DateTimeOffset.MaxValue - moment) yield return moment + until + Tick;
    }

    // The day's number is a fraction: from which tick on it is exceeded shows only when asked.
    private static IEnumerable<DateTimeOffset> Around(DateTimeOffset last, double days)
    {
        DateTimeOffset at = last + TimeSpan.FromDays(days);
        for (int tick = -2; tick <= 2; tick++) yield return at + (tick * Tick);
    }

    private static IEnumerable<DateTimeOffset> Days(DateOnly day, YearlyDate date, int inDays, TimeZoneInfo zone)
    {
        DateOnly next = date.NextFrom(day.AddDays(inDays + 1)).AddDays(-inDays);
        foreach (DateOnly one in (DateOnly[])[day, day.AddDays(1), next])
        {
            DateTimeOffset begins = LocalTimes.At(one, TimeOnly.MinValue, zone);
            yield return begins;
            // Where clocks are put back at midnight the day begins twice.
            yield return begins.AddHours(1);
        }
    }

    private static DateTimeOffset? MomentOf(Moment moment, Profile profile) => moment switch
    {
        Segments.Moment.LastOrder => CustomerRules.LastOrder(profile),
        Segments.Moment.LastSeen => profile.LastSeen,
        _ => profile.FirstSeen,
    };
}
