using System.Text.Json.Serialization;
using Personalization.Catalog.Imports;

namespace Personalization.Profiles.Imports;

/// <summary>How a file tells of people. Field names are the wire format of mapping JSON.</summary>
public sealed record PeopleMapping
{
    /// <summary>Which columns hold what; at least one that names people is needed: user id, e-mail or phone.</summary>
    public required IReadOnlyDictionary<PeopleField, ColumnNames> Columns { get; init; }

    /// <summary>Further traits by name, as texts.</summary>
    public IReadOnlyDictionary<string, ColumnNames> Traits { get; init; } = new Dictionary<string, ColumnNames>();

    /// <summary>What people have agreed to. A yes without a source and a date is not taken.</summary>
    public IReadOnlyList<ConsentColumn> Consents { get; init; } = [];

    /// <summary>The score that a file of scores brings; null in files of customers.</summary>
    public ScoreColumn? Score { get; init; }

    /// <summary>What stands between tags.</summary>
    public string TagSeparator { get; init; } = ",";

    /// <summary>The country's calling code, digits, for telephone numbers that are written without one; null to take only those with one.</summary>
    public string? CallingCode { get; init; }

    /// <inheritdoc cref="ImportMapping.DateFormats"/>
    public IReadOnlyList<string> DateFormats { get; init; } = [];

    /// <inheritdoc cref="ImportMapping.TimeZone"/>
    public string TimeZone { get; init; } = "UTC";

    /// <inheritdoc cref="ImportMapping.DecimalSeparator"/>
    public string DecimalSeparator { get; init; } = ".";

    /// <inheritdoc cref="ImportMapping.Delimiter"/>
    public string? Delimiter { get; init; }
}

/// <summary>A consent that a file brings: to a purpose (<c>marketing</c>) or to a channel's messages (<c>email</c>, <c>sms</c>, <c>push</c>).</summary>
public sealed record ConsentColumn
{
    /// <summary>The purpose, or null.</summary>
    public string? Purpose { get; init; }

    /// <summary>The channel, or null; one of both is needed.</summary>
    public string? Channel { get; init; }

    /// <summary>The column that says yes or no; null for a file of people who have all said yes.</summary>
    public ColumnNames? Column { get; init; }

    /// <summary>What means yes; case does not matter.</summary>
    public IReadOnlyList<string> Yes { get; init; } = ["yes", "true", "1", "subscribed", "granted"];

    /// <summary>What means no. Anything else says nothing.</summary>
    public IReadOnlyList<string> No { get; init; } = ["no", "false", "0", "unsubscribed", "denied"];

    /// <summary>Where it was said, the same for the whole file; or null.</summary>
    public string? Source { get; init; }

    /// <summary>The column that says where.</summary>
    public ColumnNames? SourceColumn { get; init; }

    /// <summary>The column that says when.</summary>
    public ColumnNames? DateColumn { get; init; }
}

/// <summary>A score that a file brings.</summary>
/// <param name="Name">Its name: the trait is <c>score:NAME</c>.</param>
/// <param name="Provider">Who has worked it out.</param>
public sealed record ScoreColumn(string Name, string Provider);

/// <summary>What a column of a file of people can hold.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PeopleField>))]
public enum PeopleField
{
#pragma warning disable CS1591 // The names explain themselves.
    UserId,
    Email,
    Phone,
    FirstName,
    LastName,
    Locale,
    Country,
    Tags,
    Value,
    Confidence,
    ValidUntil,
#pragma warning restore CS1591
}
