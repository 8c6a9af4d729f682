using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Personalization.Catalog.Imports;
using Personalization.Common;
using Personalization.Events;

namespace Personalization.Profiles.Imports;

/// <summary>A mapping that was read, or why it was not.</summary>
/// <param name="Mapping">The mapping, or null.</param>
/// <param name="Problem">What is wrong with it, or null.</param>
public sealed record PeopleMappingResult(PeopleMapping? Mapping, Problem? Problem);

/// <summary>Reads mappings of files of people, and the presets that ship with the suite.</summary>
/// <param name="forbidden">Traits that no file may bring.</param>
public sealed class PeopleMappings(ForbiddenTraits forbidden)
{
    private const string Presets = "Personalization.Profiles.Imports.presets.json";
    private const int LongestTrait = 60;

    private static readonly string[] Purposes = [ConsentSignals.Analytics, ConsentSignals.Personalization, ConsentSignals.Marketing, ConsentSignals.Advertising, ConsentSignals.Sharing];
    private static readonly string[] Channels = ["email", "sms", "push"];
    private static readonly PeopleField[] Names = [PeopleField.UserId, PeopleField.Email, PeopleField.Phone];

    // By reflection, and rarely: generated readers would lose the defaults of properties that a mapping leaves out.
    private static readonly JsonSerializerOptions Json = new()
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    private static readonly FrozenDictionary<string, PeopleMapping> Shipped = ReadPresets().ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Names of the presets, sorted.</summary>
    public static IReadOnlyList<string> PresetNames { get; } = [.. Shipped.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The preset of that name, or null. All are for customers.</summary>
    public static PeopleMapping? Preset(string name) => Shipped.GetValueOrDefault(name);

    /// <summary>Reads a mapping that a caller sent, and checks it.</summary>
    /// <param name="json">The mapping.</param>
    /// <param name="scores">Whether it is for a file of scores.</param>
    public PeopleMappingResult Read(ReadOnlySpan<byte> json, bool scores)
    {
        try
        {
            if (JsonSerializer.Deserialize<PeopleMapping>(json, Json) is not { } mapping) return Refused("", "A mapping is an object.");
            return Check(mapping, scores) is { } problem ? new PeopleMappingResult(null, problem) : new PeopleMappingResult(mapping, null);
        }
        catch (JsonException fault)
        {
            return Refused(fault.Path ?? "", $"The mapping cannot be read: {fault.Message}");
        }
    }

    private Problem? Check(PeopleMapping mapping, bool scores)
    {
        List<ProblemError> errors = [];
        void Need(bool holds, string pointer, string detail)
        {
            if (!holds) errors.Add(new ProblemError("invalid", pointer, detail));
        }
        Need(Names.Any(mapping.Columns.ContainsKey), "/columns", "A mapping needs a column that names people: userId, email or phone.");
        foreach ((PeopleField field, ColumnNames column) in mapping.Columns)
            Need(IsColumn(column), $"/columns/{JsonNamingPolicy.CamelCase.ConvertName(field.ToString())}", "A column needs a name.");
        foreach ((string trait, ColumnNames column) in mapping.Traits) Need(IsColumn(column) && MayBring(trait), $"/traits/{trait}", $"{trait} may not be brought by a file: letters, digits and _, and nothing that the law protects most.");
        foreach ((int place, ConsentColumn consent) in mapping.Consents.Index())
        {
            Need((consent.Purpose is null) != (consent.Channel is null), $"/consents/{place}", "A consent is to a purpose or to a channel.");
            Need(consent.Purpose is null || Purposes.Contains(consent.Purpose), $"/consents/{place}/purpose", $"A purpose is one of {string.Join(", ", Purposes)}.");
            Need(consent.Channel is null || Channels.Contains(consent.Channel), $"/consents/{place}/channel", $"A channel is one of {string.Join(", ", Channels)}.");
        }
        Need(mapping.Score is not null == scores, "/score", scores ? "A file of scores needs score: {\"name\":\"...\",\"provider\":\"...\"}." : "Scores are imported with POST /v1/imports/scores.");
        if (mapping.Score is { } score)
        {
            Need(IsTrait(score.Name) && !forbidden.Holds(score.Name), "/score/name", $"A score's name is letters, digits and _, and nothing that the law protects most; \"{score.Name}\" is not taken.");
            Need(score.Provider.Trim().Length is > 0 and <= 100, "/score/provider", "provider says who has worked the score out.");
            Need(mapping.Columns.ContainsKey(PeopleField.Value), "/columns/value", "A file of scores needs a column for value.");
        }
        Need(mapping.TagSeparator.Length > 0, "/tagSeparator", "Something has to stand between tags.");
        Need(mapping.CallingCode is null or { Length: > 0 and <= 3 } && mapping.CallingCode?.All(char.IsAsciiDigit) is not false, "/callingCode", "A calling code is 1 to 3 digits, such as 30.");
        Need(ImportTimes.Zone(mapping.TimeZone) is not null, "/timeZone", $"\"{mapping.TimeZone}\" is neither an IANA time zone nor an offset such as +03:30.");
        Need(mapping.DecimalSeparator is "." or ",", "/decimalSeparator", "The decimal separator is . or ,");
        Need(mapping.Delimiter is null or [<= '~' and not '"' and not '\r' and not '\n'], "/delimiter", "The delimiter is one ASCII character.");
        return errors.Count == 0 ? null : Invalid(errors[0].Detail, errors);
    }

    private bool MayBring(string trait) => IsTrait(trait) && !forbidden.Holds(trait);

    private static bool IsTrait(string name) => name.Length is > 0 and <= LongestTrait && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-');

    private static bool IsColumn(ColumnNames? column) => column is { Names.Count: > 0 } && !column.Names.Any(string.IsNullOrWhiteSpace);

    private static Dictionary<string, PeopleMapping> ReadPresets()
    {
        using Stream stream = typeof(PeopleMappings).Assembly.GetManifestResourceStream(Presets) ?? throw new InvalidOperationException("The presets of customer files are missing from the assembly");
        return JsonSerializer.Deserialize<Dictionary<string, PeopleMapping>>(stream, Json)!;
    }

    private static PeopleMappingResult Refused(string pointer, string detail) => new(null, Invalid(detail, [new ProblemError("invalid", pointer, detail)]));

    private static Problem Invalid(string detail, IReadOnlyList<ProblemError> errors) => new(422, "invalid-mapping", "The mapping of columns is not usable", detail, errors);
}
