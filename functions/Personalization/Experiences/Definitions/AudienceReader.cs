using System.Globalization;
using Personalization.Common.Documents;
using Personalization.Segments;

namespace Personalization.Experiences.Definitions;

/// <summary>Reads who sees an experience.</summary>
internal static class AudienceReader
{
    public static ExperienceAudience Read(DocumentFields fields, IReadOnlySet<string>? known)
    {
        if (ExperienceReader.Below(fields, "audience", "An audience") is not { } audience) return ExperienceAudience.Everybody;
        DocumentFields? segments = ExperienceReader.Below(audience, "segments", "Segments");
        DocumentFields? cart = ExperienceReader.Below(audience, "cart", "A cart");
        DocumentFields? browsing = ExperienceReader.Below(audience, "browsing", "What is browsed");
        ExperienceAudience read = new()
        {
            Any = [.. segments?.Texts("any", "a segment", 20) ?? []],
            None = [.. segments?.Texts("none", "a segment", 20) ?? []],
            Stages = ExperienceReader.Named(audience, "stages", "a stage", LifecycleStages.All),
            Visits = Range(ExperienceReader.Below(audience, "visits", "Visits"), 1_000_000),
            Cart = Range(cart, ExperienceLimits.Money, "currency"),
            Currency = cart is null ? null : Currency(cart),
            Categories = [.. browsing?.Texts("categories", "a category") ?? []],
            Brands = [.. browsing?.Texts("brands", "a brand") ?? []],
            Campaigns = [.. audience.Texts("campaigns", "a campaign")],
            Returning = audience.Flag("returning"),
        };
        foreach (string name in (string[])["any", "none"])
            foreach (string unknown in (name == "any" ? read.Any : read.None).Where(one => known is not null && !known.Contains(one)))
                segments!.Wrong(name, $"There is no segment {unknown}{Spelling.Hint(unknown, known!)}", "unknown-segment");
        segments?.Finish("Segments");
        browsing?.Finish("What is browsed");
        cart?.Finish("A cart");
        audience.Finish("An audience");
        return read;
    }

    public static string Currency(DocumentFields fields)
    {
        string currency = fields.Text("currency", "three letters such as EUR", true, 3) ?? "EUR";
        if (currency.Length == 3 && currency.All(char.IsAsciiLetterUpper)) return currency;
        fields.Wrong("currency", "currency is three capital letters such as EUR");
        return currency;
    }

    private static ValueRange? Range(DocumentFields? fields, decimal most, string? beside = null)
    {
        if (fields is null) return null;
        ValueRange range = new(fields.Number("atLeast", 0, most), fields.Number("atMost", 0, most));
        if (range is { AtLeast: null, AtMost: null }) fields.Wrong("atLeast", "atLeast or atMost is missing: a number", "missing");
        if (range.AtMost < range.AtLeast) fields.Wrong("atMost", "atMost is not less than atLeast");
        if (beside is null) fields.Finish("A range");
        return range;
    }
}

/// <summary>Reads when an experience is shown.</summary>
internal static class ScheduleReader
{
    private static readonly string[] Forms = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd HH:mm"];

    public static ExperienceSchedule Read(DocumentFields fields)
    {
        if (ExperienceReader.Below(fields, "schedule", "A schedule") is not { } schedule) return ExperienceSchedule.Always;
        DocumentFields? hours = ExperienceReader.Below(schedule, "hours", "Hours");
        ExperienceSchedule read = new()
        {
            From = Time(schedule, "from"),
            Until = Time(schedule, "until"),
            Weekdays = ExperienceReader.Named(schedule, "weekdays", "a day", ExperienceNames.Weekdays),
            Opens = hours?.TimeOfDay("from"),
            Closes = hours?.TimeOfDay("until"),
        };
        if (read.Until <= read.From) schedule.Wrong("until", "until comes after from");
        hours?.Finish("Hours");
        schedule.Finish("A schedule");
        return read;
    }

    private static DateTime? Time(DocumentFields fields, string name)
    {
        const string What = "a day such as 2026-12-01, or with a time such as 2026-12-01T09:00, by the shop's clock";
        if (fields.Text(name, What) is not { } text) return null;
        if (DateTime.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime time)) return time;
        fields.Wrong(name, $"{name} is {What}");
        return null;
    }
}
