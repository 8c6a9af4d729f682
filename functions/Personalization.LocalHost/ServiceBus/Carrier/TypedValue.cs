using System.Globalization;
using System.Runtime.Serialization;

namespace Personalization.LocalHost.ServiceBus;

/// <summary>An application property with its type, so that it comes back as what it was sent as.</summary>
internal sealed record TypedValue(string Type, string? Value)
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <exception cref="SerializationException">Not a type that AMQP carries.</exception>
    public static TypedValue Of(object? value) => value switch
    {
        null => new("null", null),
        string text => new("string", text),
        bool flag => new("bool", flag ? "true" : "false"),
        char letter => new("char", letter.ToString()),
        byte or sbyte or short or ushort or int or uint or long or ulong => new(value.GetType().Name, ((IFormattable)value).ToString(null, Culture)),
        float or double => new(value.GetType().Name, ((IFormattable)value).ToString("R", Culture)),
        decimal number => new("Decimal", number.ToString(Culture)),
        Guid id => new("Guid", id.ToString()),
        DateTime time => new("DateTime", time.ToUniversalTime().ToString("O", Culture)),
        DateTimeOffset time => new("DateTimeOffset", time.ToString("O", Culture)),
        TimeSpan span => new("TimeSpan", span.ToString("c", Culture)),
        Uri address => new("Uri", address.OriginalString),
        byte[] bytes => new("bytes", Convert.ToBase64String(bytes)),
        _ => throw new SerializationException($"An application property cannot be a {value.GetType()}; use text, a number, a bool, a Guid, a time or bytes."),
    };

    /// <exception cref="FormatException">The text is not of its type.</exception>
    public object? Read() => Value is null ? null : Type switch
    {
        "string" => Value,
        "bool" => Value == "true",
        "char" => Value[0],
        "Byte" => byte.Parse(Value, Culture),
        "SByte" => sbyte.Parse(Value, Culture),
        "Int16" => short.Parse(Value, Culture),
        "UInt16" => ushort.Parse(Value, Culture),
        "Int32" => int.Parse(Value, Culture),
        "UInt32" => uint.Parse(Value, Culture),
        "Int64" => long.Parse(Value, Culture),
        "UInt64" => ulong.Parse(Value, Culture),
        "Single" => float.Parse(Value, Culture),
        "Double" => double.Parse(Value, Culture),
        "Decimal" => decimal.Parse(Value, Culture),
        "Guid" => Guid.Parse(Value, Culture),
        "DateTime" => DateTime.Parse(Value, Culture, DateTimeStyles.RoundtripKind),
        "DateTimeOffset" => DateTimeOffset.Parse(Value, Culture, DateTimeStyles.RoundtripKind),
        "TimeSpan" => TimeSpan.Parse(Value, Culture),
        "Uri" => new Uri(Value, UriKind.RelativeOrAbsolute),
        "bytes" => Convert.FromBase64String(Value),
        _ => throw new FormatException($"No application property has the type '{Type}'."),
    };
}
