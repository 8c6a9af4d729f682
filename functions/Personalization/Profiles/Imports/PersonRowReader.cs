using System.Collections.Immutable;
using Personalization.Catalog.Imports;
using Personalization.Events;
using Personalization.Profiles.Staff;

namespace Personalization.Profiles.Imports;

/// <summary>Reads one record of a file of people after another and judges each.</summary>
internal sealed class PersonRowReader
{
    private const int LongestText = 200;
    private const int MostTags = 20;

    private static readonly (PeopleField Field, string Trait)[] Traits =
        [(PeopleField.FirstName, "firstName"), (PeopleField.LastName, "lastName"), (PeopleField.Locale, "locale"), (PeopleField.Country, "country")];

    private readonly PeopleMapping mapping;
    private readonly PeopleColumns columns;
    private readonly DateTimeOffset latest;
    private readonly ImportLedger ledger;
    private readonly ImportTimes times;
    private readonly ImportNumbers numbers;

    public PersonRowReader(PeopleMapping mapping, PeopleColumns columns, DateTimeOffset latest, ImportLedger ledger)
    {
        (this.mapping, this.columns, this.latest, this.ledger) = (mapping, columns, latest, ledger);
        ImportMapping formats = new()
        {
            Columns = new Dictionary<OrderField, ColumnNames>(), DateFormats = mapping.DateFormats, TimeZone = mapping.TimeZone, DecimalSeparator = mapping.DecimalSeparator,
        };
        (times, numbers) = (new ImportTimes(formats), new ImportNumbers(formats));
    }

    /// <summary>The person of the current record; null, with a finding, for a record that cannot be used.</summary>
    public PersonRow? Read(CsvRecords record)
    {
        ledger.Read();
        if (!record.IsUtf8) return Reject(record, "invalid_utf8", "The line holds bytes that are no UTF-8. Save the file as UTF-8.");
        string? userId = Text(record, PeopleField.UserId), email = Email(record), phone = Phone(record);
        if (userId?.Length > EventLimits.IdLength) return Reject(record, "too_long", $"A user id has at most {EventLimits.IdLength} characters.");
        if (userId is null && email is null && phone is null) return Reject(record, "nobody", "The line names nobody: it has no user id, no e-mail address and no telephone number that can be used.");
        PersonRow row = new(record.Line, userId, email, phone);
        if (mapping.Score is not null) return Scored(record, row);
        return row with { Traits = TraitsOf(record, row), Tags = Tags(record), Consents = [.. mapping.Consents.Select(one => Consent(record, one)).Where(one => one is not null).Select(one => one!)] };
    }

    private PersonRow? Scored(CsvRecords record, PersonRow row)
    {
        if (numbers.Read(Raw(record, PeopleField.Value)) is not { } value) return Reject(record, "bad_value", "The score is no number.");
        decimal? confidence = numbers.Read(Raw(record, PeopleField.Confidence));
        if (Raw(record, PeopleField.Confidence).Length > 0 && confidence is not (>= 0 and <= 1)) return Reject(record, "bad_confidence", "The confidence is no number from 0 to 1.");
        string until = Raw(record, PeopleField.ValidUntil);
        DateTimeOffset? validUntil = times.Read(until);
        if (until.Length > 0 && validUntil is null) return Reject(record, "bad_time", "The end of the score's validity is no time in the formats of the mapping.");
        return row with { Score = new FiledScore(mapping.Score!.Name, mapping.Score.Provider.Trim(), value, (double?)confidence, validUntil) };
    }

    private ImmutableSortedDictionary<string, string> TraitsOf(CsvRecords record, PersonRow row)
    {
        ImmutableSortedDictionary<string, string>.Builder traits = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        void Set(string trait, string? text)
        {
            if (text is null) return;
            if (text.Length <= LongestText) traits[trait] = text;
            else ledger.Note(record.Line, "too_long", $"{trait} has more than {LongestText} characters and is left out.");
        }
        Set("email", row.Email);
        Set("phone", row.Phone);
        foreach ((PeopleField field, string trait) in Traits) Set(trait, Text(record, field));
        foreach ((string trait, ColumnNames column) in mapping.Traits) Set(trait, columns.Text(record, column) is { Length: > 0 } text ? text : null);
        return traits.ToImmutable();
    }

    private ImmutableArray<string> Tags(CsvRecords record)
    {
        string[] written = Raw(record, PeopleField.Tags).Split(mapping.TagSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string[] tags = [.. written.Select(one => StaffTexts.Tag(one.Trim('"'))).Where(one => one is not null).Select(one => one!).Distinct(StringComparer.Ordinal)];
        if (tags.Length < written.Length || tags.Length > MostTags) ledger.Note(record.Line, "bad_tag", $"Some tags are none, stand twice, or are more than {MostTags}; they are left out.");
        return [.. tags.Take(MostTags)];
    }

    /// <summary>A yes is taken with its source and date only; a no is taken in any case.</summary>
    private FiledConsent? Consent(CsvRecords record, ConsentColumn consent)
    {
        string said = columns.Text(record, consent.Column);
        bool yes = consent.Column is null || consent.Yes.Contains(said, StringComparer.OrdinalIgnoreCase);
        if (!yes && !consent.No.Contains(said, StringComparer.OrdinalIgnoreCase)) return null;
        string trait = consent.Purpose is { } purpose ? ConsentSignals.Prefix + purpose : PersonTraits.Subscription + consent.Channel;
        string? source = consent.Source ?? (columns.Text(record, consent.SourceColumn) is { Length: > 0 and <= LongestText } named ? named : null);
        DateTimeOffset? at = times.Read(columns.Text(record, consent.DateColumn));
        if (at > latest) at = null;
        if (yes && (source is null || at is null))
        {
            ledger.Note(record.Line, at is null ? "consent_without_date" : "consent_without_source", $"The consent {trait} does not say {(at is null ? "when" : "where")} it was given and is not taken.");
            return null;
        }
        string value = consent.Purpose is null ? yes ? "subscribed" : "unsubscribed" : yes ? ConsentSignals.Granted : "denied";
        return new FiledConsent(trait, value, at, source);
    }

    private string? Email(CsvRecords record)
    {
        if (Text(record, PeopleField.Email) is not { } written) return null;
        if (Identifiers.Email(written) is { } email) return email;
        ledger.Note(record.Line, "bad_email", "The e-mail address is none and is left out.");
        return null;
    }

    private string? Phone(CsvRecords record)
    {
        if (Text(record, PeopleField.Phone) is not { } written) return null;
        // Spreadsheets keep a number from being one by a quote in front.
        string? phone = Identifiers.Phone(written.TrimStart('\''));
        if (phone is not null && phone[0] != '+') phone = mapping.CallingCode is { } code ? Identifiers.Phone($"+{code}{phone.TrimStart('0')}") : null;
        if (phone is not null) return phone;
        ledger.Note(record.Line, "bad_phone", "The telephone number has no country's code, or is none, and is left out. Set callingCode for numbers written without one.");
        return null;
    }

    private string Raw(CsvRecords record, PeopleField field) => columns.Text(record, mapping.Columns.GetValueOrDefault(field));

    private string? Text(CsvRecords record, PeopleField field) => Raw(record, field) is { Length: > 0 } text ? text : null;

    private PersonRow? Reject(CsvRecords record, string code, string detail)
    {
        ledger.Reject(record.Line, code, detail);
        return null;
    }
}
