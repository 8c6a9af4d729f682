using System.Text.Encodings.Web;
using System.Text.Json;

namespace Personalization.Simulator.Reports;

/// <summary>The same as one JSON document.</summary>
internal static class JsonReport
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(string journey, Summary summary, IEnumerable<PersonRun> people, Summary? before, IReadOnlyList<Change>? changes) => JsonSerializer.Serialize(
        new
        {
            journey, summary, before,
            changes = changes?.Select(change => new { person = change.Person.Id, change.Kind, message = change.Message.Id, subject = change.Message.Subject, change.Before, change.After }),
            people = people.Select(person => new { person = person.Id, timeZone = person.Zone.Id, story = Story.Of(person).Select(line => new { line.At, local = Words.Moment(line.At, person.Zone), line.Kind, line.Text }) }),
        },
        Options);
}
