using System.Globalization;
using Personalization.Messages;

namespace Personalization.Simulator.Reports;

/// <summary>Codes and times in a merchant's words.</summary>
internal static class Words
{
    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["bought"] = "purchased", ["opted-out"] = "unsubscribed", ["sold-out"] = "nothing of it can be had any more", ["too-old"] = "too long ago", ["held-out"] = "in the control group",
        ["best-hour"] = "the hour at which the person opens mails", ["no-consent"] = "never subscribed", ["merged"] = "goes on under the person's name", ["changed"] = "the cart has changed",
        ["taken-back"] = "no longer right", ["zone-unknown"] = "time zone not known", ["done"] = "all steps done",
    };

    public static string Of(string code)
    {
        if (code.StartsWith("journey-", StringComparison.Ordinal)) code = code["journey-".Length..];
        return Known.GetValueOrDefault(code) ?? code.Replace('-', ' ');
    }

    public static string Of(IEnumerable<DecisionReason> reasons) => string.Join(", ", reasons.Select(reason => Of(reason.Code)).Distinct());

    public static string Of(MessageChannel channel) => channel switch
    {
        MessageChannel.Email => "e-mail",
        MessageChannel.Sms => "SMS",
        MessageChannel.Push => "push",
        MessageChannel.Webhook => "webhook",
        _ => "inbox message",
    };

    /// <summary>Such as <c>Tue 3 Mar 14:02</c>, where the person is.</summary>
    public static string Moment(DateTimeOffset at, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(at, zone).ToString("ddd d MMM HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Such as <c>Wed 08:00</c>, or with the date where it is further away.</summary>
    public static string Soon(DateTimeOffset at, DateTimeOffset from, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(at, zone).ToString(at - from < TimeSpan.FromDays(6) ? "ddd HH:mm" : "ddd d MMM HH:mm", CultureInfo.InvariantCulture);

    public static string Money(decimal amount, string? currency) => string.Create(CultureInfo.InvariantCulture, $"{amount:0.00} {currency}").TrimEnd();

    public static string Count(int count, string one, string many) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");

    /// <summary>Such as <c>3 h</c> or <c>25 min</c>.</summary>
    public static string Span(TimeSpan span) => span.Duration() switch
    {
        { TotalHours: < 1 } short1 => string.Create(CultureInfo.InvariantCulture, $"{short1.TotalMinutes:0} min"),
        { TotalHours: < 48 } hours => string.Create(CultureInfo.InvariantCulture, $"{hours.TotalHours:0.#} h"),
        var days => string.Create(CultureInfo.InvariantCulture, $"{days.TotalDays:0.#} days"),
    };
}
