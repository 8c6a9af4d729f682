using System.Globalization;
using Personalization.Messages;
using Personalization.Messages.Timing;

namespace Personalization.Functions.Messages;

/// <summary>What the shop allows itself, and what is wrong with the settings that say so.</summary>
internal sealed record ReadPolicy(MessagePolicy Policy, IReadOnlyList<string> Wrong);

/// <summary>Makes the policy from its settings; names every one that cannot be right.</summary>
internal sealed class PolicyReader
{
    private const int MostMessages = 1000;
    private const double MostCapHours = 31 * 24;
    private const double MostPatience = 7 * 24;
    private const double MostWait = 30;
    private const string Section = "Messages:Policy:";

    private readonly List<string> wrong = [];

    public static ReadPolicy Read(MessageOptions options)
    {
        PolicyReader reader = new();
        PolicyOptions said = options.Policy;
        MessagePolicy policy = new() { TimeZone = options.TimeZone, DefaultHour = options.DefaultHour };
        if (said.Caps.Count > 0) policy = policy with { Caps = [.. said.Caps.Select(reader.Cap).OfType<FrequencyCap>()] };
        if (said.QuietHours.Count > 0) policy = policy with { QuietHours = [.. said.QuietHours.Select(reader.Quiet).OfType<QuietHours>()] };
        double patience = reader.Within("BestHourPatienceHours", said.BestHourPatienceHours, 0, MostPatience), wait = reader.Within("LongestWaitDays", said.LongestWaitDays, 0, MostWait);
        return new ReadPolicy(policy with { BestHourPatience = TimeSpan.FromHours(patience), LongestWait = TimeSpan.FromDays(wait) }, reader.wrong);
    }

    private FrequencyCap? Cap(CapOptions said, int place)
    {
        if (said.Off) return null;
        string at = $"Caps:{place}:";
        if (said.Most is not (>= 0 and <= MostMessages)) Wrong(at + "Most", $"must be a whole number from 0 to {MostMessages}");
        if (said.Hours is not (> 0 and <= MostCapHours)) Wrong(at + "Hours", $"must be more than 0 and at most {MostCapHours}: longer is not remembered");
        return new FrequencyCap(said.Most ?? 0, TimeSpan.FromHours(Math.Clamp(said.Hours, 0, MostCapHours)), Channel(at, said.Channel));
    }

    private QuietHours? Quiet(QuietOptions said, int place)
    {
        if (said.Off) return null;
        string at = $"QuietHours:{place}:";
        string country = said.Country.Trim();
        if (country.Length > 0 && !(country.Length == 2 && country.All(char.IsAsciiLetter))) Wrong(at + "Country", "must be a country's two letters, such as FR, or empty for all");
        return new QuietHours(
            Time(at + "From", said.From), Time(at + "Until", said.Until), country.Length == 0 ? null : country.ToUpperInvariant(), Channel(at, said.Channel),
            Days(at, said.Days), said.Transactional);
    }

    private TimeOnly Time(string at, string text)
    {
        if (TimeOnly.TryParseExact(text.Trim(), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out TimeOnly time)) return time;
        Wrong(at, "must be a time such as 21:00");
        return default;
    }

    private MessageChannel? Channel(string at, string text)
    {
        if (text.Trim().Length == 0) return null;
        if (MessageNames.Channel(text.Trim().ToLowerInvariant()) is { } channel) return channel;
        Wrong(at + "Channel", "must be email, sms, push, webhook or inbox, or empty for all");
        return null;
    }

    private DayOfWeek[]? Days(string at, string text)
    {
        string[] names = MessagesSetup.Split(text);
        if (names.Length == 0) return null;
        List<DayOfWeek> days = [];
        foreach (string name in names)
        {
            if (Enum.TryParse(name, ignoreCase: true, out DayOfWeek day) && !char.IsAsciiDigit(name[0])) days.Add(day);
            else Wrong(at + "Days", "must be days such as Saturday,Sunday, or empty for all");
        }
        return [.. days];
    }

    private double Within(string at, double value, double least, double most)
    {
        if (value >= least && value <= most) return value;
        Wrong(at, string.Create(CultureInfo.InvariantCulture, $"must be {least} to {most}"));
        return most;
    }

    private void Wrong(string at, string detail) => wrong.Add($"{Section}{at} {detail}.");
}
