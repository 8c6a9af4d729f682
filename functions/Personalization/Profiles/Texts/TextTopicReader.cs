using System.Collections.Immutable;
using System.Text.Json;
using Personalization.Common;
using Personalization.Profiles.Preferences;
using Personalization.Profiles.Quizzes;

namespace Personalization.Profiles.Texts;

/// <summary>What a definition came to: topics, or a problem that names every field that is wrong.</summary>
/// <param name="Topics">The topics, or null.</param>
/// <param name="Problem">Why it cannot be taken, or null.</param>
public sealed record TextTopicReading(TextTopics? Topics, Problem? Problem);

/// <summary>Reads topics as a merchant writes them: <c>{"purpose":{"en":".."},"topics":[{"id","said","phrases":{"en":[..]},"weights":{"attribute:material:organic":0.4}}],"negations":{..}}</c>.</summary>
/// <param name="forbidden">What no text may be read for.</param>
public sealed class TextTopicReader(ForbiddenTraits forbidden)
{
    private const int MostErrors = 100;

    /// <summary>The topics that come with the suite, as they are written.</summary>
    public static ReadOnlyMemory<byte> Shipped { get; } = new ShippedFiles("Personalization.Profiles.Texts.Shipped.", ".json").Find("topics")
        ?? throw new InvalidOperationException("The topics that come along are missing");

    /// <summary>Reads a definition; without negations of its own it has those that come with the suite.</summary>
    public TextTopicReading Read(ReadOnlyMemory<byte> body)
    {
        JsonBody json = JsonBody.Parse(body);
        if (json.Fault is { } fault) return Refused(fault, json.Errors);
        List<ProblemError> errors = [];
        JsonFields fields = new(json.Root, "", errors);
        LocalText? purpose = fields.LocalText("purpose", TextLimits.PurposeLength, TextLimits.Languages);
        ImmutableArray<TextTopic> topics = [.. fields.Objects("topics", 0, TextLimits.Topics).Select(Topic)];
        if (topics.Select(one => one.Id).Distinct(StringComparer.Ordinal).Count() < topics.Length) fields.Wrong("topics", "repeated", "Two topics have the same id.");
        Negations? negations = fields.Object("negations") is { } said ? ReadNegations(said) : null;
        fields.RefuseOthers();
        return errors.Count == 0
            ? new TextTopicReading(new TextTopics(purpose!, topics, negations ?? Read(Shipped).Topics!.Negations), null)
            : Refused($"{errors[0].Pointer}: {errors[0].Detail}", [.. errors.Take(MostErrors)]);
    }

    /// <summary>The text of <c>{"text":".."}</c>; null where there is none.</summary>
    public static string? Text(ReadOnlyMemory<byte> body) =>
        JsonBody.Parse(body) is { Fault: null, Root: { ValueKind: JsonValueKind.Object } root } ? Interactions.Text(root, "text") : null;

    private TextTopic Topic(JsonFields fields)
    {
        string id = fields.Text("id", QuizLimits.IdLength) ?? "";
        LocalText said = fields.LocalText("said", TextLimits.PhraseLength, TextLimits.Languages, needed: false) ?? new LocalText(new Dictionary<string, string> { ["en"] = id });
        ImmutableArray<string> phrases = [.. (fields.Map("phrases", TextLimits.Phrases, TextLimits.PhraseLength) ?? new Dictionary<string, IReadOnlyList<string>>()).Values.SelectMany(one => one)];
        if (!QuizLimits.IsId(id)) fields.Wrong("id", "wrong_form", "An id is letters, digits, _ and -.");
        else if (forbidden.Holds(id) || said.ByLanguage.Values.Any(forbidden.Holds)) fields.Wrong("id", "forbidden", $"No text is read for {id}: it is about what the law protects most.");
        if (phrases.IsEmpty && fields.Any("phrases") is null) fields.Missing("phrases", "words by language, such as {\"en\":[\"organic\"]}");
        foreach (string phrase in phrases.Where(one => TextWords.Of(one).Count is 0 or > TextLimits.PhraseWords || one.Trim() is "*"))
            fields.Wrong("phrases", "wrong_form", $"\"{phrase}\" must be 1 to {TextLimits.PhraseWords} words.");
        ImmutableArray<TasteWeight> weights = Weights(fields);
        if (said.ByLanguage.Values.Any(text => TasteStatement.Bytes([new TasteStatement(text, weights)]).Length > TasteStatement.MostBytes)) fields.Wrong("weights", "too_large", "The weights take too much of a profile; take some off.");
        fields.RefuseOthers();
        return new TextTopic(id, said, phrases, weights);
    }

    private ImmutableArray<TasteWeight> Weights(JsonFields fields)
    {
        List<TasteWeight> weights = [];
        foreach (JsonProperty one in fields.Members("weights", TextLimits.Weights))
        {
            if (forbidden.Holds(one.Name)) fields.Wrong("weights", "forbidden", $"{one.Name} is about what the law protects most.");
            else if (one.Value.ValueKind is JsonValueKind.Number && one.Value.TryGetDouble(out double weight) && TasteWeight.Parse(one.Name, weight) is { } read) weights.Add(read);
            else fields.Wrong("weights", "wrong_form", $"\"{one.Name}\" must be category:NAME, brand:NAME, attribute:KEY:VALUE or price:FROM-TO, and its weight a number from -1 to 1.");
        }
        return [.. weights];
    }

    private static Negations ReadNegations(JsonFields fields)
    {
        Negations read = new(Words(fields, "before"), Words(fields, "after"), Words(fields, "but"));
        fields.RefuseOthers();
        return read;
    }

    private static ImmutableArray<string> Words(JsonFields fields, string name) =>
        [.. (fields.Map(name, TextLimits.Languages, TextLimits.PhraseLength) ?? new Dictionary<string, IReadOnlyList<string>>()).Values.SelectMany(one => one)];

    private static TextTopicReading Refused(string detail, IReadOnlyList<ProblemError> errors) => new(null, new Problem(400, "invalid-topics", "The topics cannot be taken", detail, errors));
}
