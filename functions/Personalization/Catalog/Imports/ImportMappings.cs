using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Personalization.Common;

namespace Personalization.Catalog.Imports;

/// <summary>A mapping that was read, or why it was not.</summary>
/// <param name="Mapping">The mapping, or null.</param>
/// <param name="Problem">What is wrong with it, or null.</param>
public sealed record MappingResult(ImportMapping? Mapping, Problem? Problem);

/// <summary>Reads mapping JSON and the presets that ship with the suite.</summary>
public static class ImportMappings
{
    private const string Presets = "Personalization.Catalog.Imports.presets.json";

    private static readonly OrderField[] Needed = [OrderField.OrderId, OrderField.ProductId, OrderField.Quantity, OrderField.Time];

    // By reflection, and rarely: generated readers would lose the defaults of properties that a mapping leaves out.
    private static readonly JsonSerializerOptions Json = new()
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
    };

    /// <summary>Reads a mapping that a caller sent, and checks it.</summary>
    public static MappingResult Read(ReadOnlySpan<byte> json)
    {
        try
        {
            ImportMapping? mapping = JsonSerializer.Deserialize<ImportMapping>(json, Json);
            if (mapping is null) return Refused("", "A mapping is an object.");
            return Check(mapping) is { } problem ? new MappingResult(null, problem) : new MappingResult(mapping, null);
        }
        catch (JsonException fault)
        {
            return Refused(fault.Path ?? "", $"The mapping cannot be read: {fault.Message}");
        }
    }

    /// <summary>The presets by name: online-retail, shopify, woocommerce.</summary>
    public static IReadOnlyDictionary<string, ImportMapping> ReadPresets()
    {
        using Stream stream = typeof(ImportMappings).Assembly.GetManifestResourceStream(Presets)
            ?? throw new InvalidOperationException("The import presets are missing from the assembly");
        return JsonSerializer.Deserialize<Dictionary<string, ImportMapping>>(stream, Json)!;
    }

    /// <summary>What is wrong with a mapping, or null.</summary>
    public static Problem? Check(ImportMapping mapping)
    {
        List<ProblemError> errors = [];
        void Need(bool holds, string pointer, string detail)
        {
            if (!holds) errors.Add(new ProblemError("invalid", pointer, detail));
        }
        foreach (OrderField field in Needed)
            Need(mapping.Columns.ContainsKey(field), $"/columns/{Name(field)}", $"A mapping needs a column for {Name(field)}.");
        foreach ((OrderField field, ColumnNames column) in mapping.Columns)
            Need(column is { Names.Count: > 0 } && !column.Names.Any(string.IsNullOrWhiteSpace), $"/columns/{Name(field)}", "A column needs a name.");
        Need(
            ImportTimes.Zone(mapping.TimeZone) is not null, "/timeZone",
            $"\"{mapping.TimeZone}\" is neither an IANA time zone nor an offset such as +03:30.");
        Need(mapping.DecimalSeparator is "." or ",", "/decimalSeparator", "The decimal separator is . or ,");
        Need(mapping.Delimiter is null or [<= '~' and not '"' and not '\r' and not '\n'], "/delimiter", "The delimiter is one ASCII character.");
        Need(Lists(mapping).All(text => text is not null), "", "A list in the mapping holds null.");
        foreach (string pattern in mapping.NonProducts.Patterns)
            Need(IsPattern(pattern), "/nonProducts/patterns", $"\"{pattern}\" is no regular expression that can be used here.");
        return errors.Count == 0 ? null : Invalid(errors[0].Detail, errors);
    }

    /// <summary>A pattern as it is applied: in linear time, whatever the text.</summary>
    internal static Regex Pattern(string pattern) => new(pattern, RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>The name of a field in mapping JSON.</summary>
    internal static string Name(OrderField field) => JsonNamingPolicy.CamelCase.ConvertName(field.ToString());

    private static IEnumerable<string?> Lists(ImportMapping mapping) =>
    [
        .. mapping.DateFormats, .. mapping.NonProducts.Codes, .. mapping.Cancellations.OrderIdPrefixes, .. mapping.Cancellations.Statuses,
        .. mapping.SkippedStatuses, .. mapping.GuestIds,
    ];

    private static bool IsPattern(string? pattern)
    {
        try
        {
            return pattern is not null && Pattern(pattern) is not null;
        }
        catch (Exception fault) when (fault is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    private static MappingResult Refused(string pointer, string detail) => new(null, Invalid(detail, [new ProblemError("invalid", pointer, detail)]));

    private static Problem Invalid(string detail, IReadOnlyList<ProblemError> errors) =>
        new(422, "invalid-mapping", "The mapping of columns is not usable", detail, errors);
}
