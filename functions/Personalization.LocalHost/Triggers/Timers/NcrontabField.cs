using System.Globalization;
using System.Numerics;

namespace Personalization.LocalHost.Triggers.Timers;

/// <summary>One field of an NCRONTAB expression: the set of its values as bits.</summary>
internal readonly record struct NcrontabField(ulong Bits)
{
    private static readonly string[] Months =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    private static readonly string[] Days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

    public bool Has(int value) => (Bits >> value & 1) != 0;

    /// <summary>The smallest value not below the given one, or -1.</summary>
    public int AtLeast(int value)
    {
        ulong rest = value >= 64 ? 0 : Bits >> value << value;
        return rest == 0 ? -1 : BitOperations.TrailingZeroCount(rest);
    }

    public static NcrontabField Second(string text) => Parse("second", text, 0, 59, []);

    public static NcrontabField Minute(string text) => Parse("minute", text, 0, 59, []);

    public static NcrontabField Hour(string text) => Parse("hour", text, 0, 23, []);

    public static NcrontabField Day(string text) => Parse("day", text, 1, 31, []);

    public static NcrontabField Month(string text) => Parse("month", text, 1, 12, Months);

    /// <summary>Sunday is 0, and 7 too.</summary>
    public static NcrontabField DayOfWeek(string text)
    {
        ulong bits = Parse("day-of-week", text, 0, 7, Days, top: 6).Bits;
        return new NcrontabField((bits | bits >> 7) & 0x7F);
    }

    private static NcrontabField Parse(string field, string text, int min, int max, string[] names, int? top = null)
    {
        ulong bits = 0;
        foreach (string part in text.Split(','))
        {
            try
            {
                bits |= ParsePart(part, min, max, top ?? max, names);
            }
            catch (FormatException error)
            {
                throw new FormatException($"The {field} field '{text}' is not valid: {error.Message}", error);
            }
        }

        return new NcrontabField(bits);
    }

    private static ulong ParsePart(string part, int min, int max, int top, string[] names)
    {
        string[] stepped = part.Split('/');
        if (stepped.Length > 2) throw new FormatException($"'{part}' has more than one step.");
        int step = stepped.Length == 1 ? 1 : Step(stepped[1]);
        string[] range = stepped[0].Split('-');
        if (range.Length > 2) throw new FormatException($"'{part}' has more than one range.");
        if (stepped[0] == "*") return Values(min, top, step);
        int first = Value(range[0], min, max, names);
        int last = range.Length == 2 ? Value(range[1], min, max, names) : stepped.Length == 2 ? top : first;
        // NCrontab reads a range either way round: FRI-MON is MON-FRI.
        return Values(Math.Min(first, last), Math.Max(first, last), step);
    }

    private static ulong Values(int first, int last, int step)
    {
        ulong bits = 0;
        for (int value = first; value <= last; value += step) bits |= 1UL << value;
        return bits;
    }

    private static int Step(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int step) && step is > 0 and < 100
            ? step
            : throw new FormatException($"the step '{text}' is not a number from 1 to 99.");

    private static int Value(string text, int min, int max, string[] names)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
            return number >= min && number <= max ? number : throw new FormatException($"{number} is not between {min} and {max}.");
        int named = text.Length < 3 ? -1 : Array.FindIndex(names, name => name.StartsWith(text, StringComparison.OrdinalIgnoreCase));
        if (named >= 0) return named + min;
        string hint = names.Length == 0 ? "" : $" or a name such as {names[0][..3].ToUpperInvariant()}";
        throw new FormatException($"'{text}' is not a number from {min} to {max}{hint}.");
    }
}
