using System.Globalization;

namespace Personalization.LocalHost.Hosting;

/// <summary>Reads simple values (text, numbers, ids, times, flags, enums and their nullable forms) from text.</summary>
internal static class TextValue
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>A reader that answers null for text that is no such value; null when the type is not a simple one.</summary>
    public static Func<string, object?>? Reader(Type type)
    {
        Type core = Nullable.GetUnderlyingType(type) ?? type;
        if (core == typeof(string)) return text => text;
        if (core.IsEnum) return text => Enum.TryParse(core, text, ignoreCase: true, out object? value) && Enum.IsDefined(core, value) ? value : null;
        if (core == typeof(int)) return text => int.TryParse(text, Culture, out int value) ? value : null;
        if (core == typeof(long)) return text => long.TryParse(text, Culture, out long value) ? value : null;
        if (core == typeof(bool)) return text => bool.TryParse(text, out bool value) ? value : null;
        if (core == typeof(Guid)) return text => Guid.TryParse(text, out Guid value) ? value : null;
        if (core == typeof(double)) return text => double.TryParse(text, Culture, out double value) ? value : null;
        if (core == typeof(decimal)) return text => decimal.TryParse(text, Culture, out decimal value) ? value : null;
        if (core == typeof(DateTimeOffset)) return text => DateTimeOffset.TryParse(text, Culture, DateTimeStyles.AssumeUniversal, out DateTimeOffset value) ? value : null;
        if (core == typeof(DateTime)) return text => DateTime.TryParse(text, Culture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out DateTime value) ? value : null;
        if (core == typeof(DateOnly)) return text => DateOnly.TryParse(text, Culture, out DateOnly value) ? value : null;
        if (core == typeof(TimeSpan)) return text => TimeSpan.TryParse(text, Culture, out TimeSpan value) ? value : null;
        return null;
    }

    /// <summary>What a human calls the type.</summary>
    public static string Describe(Type type)
    {
        Type core = Nullable.GetUnderlyingType(type) ?? type;
        return core.IsEnum ? "one of " + string.Join(", ", Enum.GetNames(core))
            : core == typeof(int) || core == typeof(long) ? "a whole number"
            : core == typeof(bool) ? "true or false"
            : core == typeof(double) || core == typeof(decimal) ? "a number"
            : core == typeof(Guid) ? "a GUID"
            : "a " + core.Name;
    }

    public static bool AllowsNull(Type type) => !type.IsValueType || Nullable.GetUnderlyingType(type) is not null;
}
