using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Personalization.Catalog;
using Personalization.Common;
using Personalization.Events;

namespace Personalization.Profiles.Preferences;

/// <summary>What was chosen, as somebody says it; or why it cannot be taken.</summary>
/// <param name="Problem">What is wrong, or null.</param>
/// <param name="Person">Who chose.</param>
/// <param name="Slot">The place that the choice takes.</param>
/// <param name="Chosen">What was liked better.</param>
/// <param name="Other">What was not.</param>
public sealed record ChoiceReading(Problem? Problem, PersonKey Person, int Slot, ChoiceSubject Chosen, ChoiceSubject Other)
{
    /// <summary>The device that it was said on; null where only a customer's number was given.</summary>
    public PersonKey? Device { get; init; }
}

/// <summary>Questions and choices on the wire, and choices as events.</summary>
public static class ChoiceStatements
{
    /// <summary>Bytes of a body.</summary>
    public const int MostBytes = 4 * 1024;

    /// <summary>The id of a question says all of it: nothing has to be kept until it is answered.</summary>
    public static string IdOf(ChoiceQuestion question) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{question.Slot}\n{question.A}\n{question.B}")));

    /// <summary>Reads <c>{"anonymousId":"..","questionId":"..","chosen":"a"}</c>.</summary>
    public static ChoiceReading Read(ReadOnlyMemory<byte> body, CatalogSnapshot catalog, PreferenceOffer offer)
    {
        JsonBody json = JsonBody.Parse(body);
        if (json.Fault is { } fault) return Refused(fault, json.Errors);
        JsonElement root = json.Root;
        List<ProblemError> errors = [];
        JsonFields fields = new(root, "", errors);
        string? userId = fields.Text("userId", EventLimits.IdLength), anonymousId = fields.Text("anonymousId", EventLimits.IdLength);
        string? chosen = fields.OneOf("chosen", ["a", "b"]);
        ChoiceQuestion? question = Question(fields.Text("questionId", 1024));
        fields.RefuseOthers();
        if (errors.Count == 0 && userId is null && anonymousId is null) fields.Missing("anonymousId", "whose choice it is; or userId");
        if (errors.Count == 0 && chosen is null) fields.Missing("chosen", "a or b");
        if (errors.Count == 0 && (question is null || !ChoiceRules.Exists(question.A, catalog, offer) || !ChoiceRules.Exists(question.B, catalog, offer)))
            fields.Wrong("questionId", "unknown_question", "The question is none, or what it asks about is no longer in the shop. Ask GET /v1/preferences/question for another.");
        if (errors.Count > 0) return Refused($"{errors[0].Pointer}: {errors[0].Detail}", errors);
        PersonKey person = userId is not null ? PersonKey.User(userId) : PersonKey.Anonymous(anonymousId!);
        (ChoiceSubject liked, ChoiceSubject other) = chosen == "a" ? (question!.A, question.B) : (question!.B, question.A);
        return new ChoiceReading(null, person, question.Slot, liked, other) { Device = anonymousId is null ? null : PersonKey.Anonymous(anonymousId) };
    }

    /// <summary>The canonical line of the event: <see cref="EventNames.PreferenceChosen"/>, whose traits keep the choice.</summary>
    /// <param name="choice">The choice.</param>
    /// <param name="catalog">Products.</param>
    /// <param name="purpose">What it is for, as the person was told.</param>
    /// <param name="now">When.</param>
    public static ReadOnlyMemory<byte> Line(ChoiceReading choice, CatalogSnapshot catalog, string purpose, DateTimeOffset now)
    {
        string id = "choice-" + StableHash.Hex($"{choice.Person.Value}\n{now.UtcTicks}\n{choice.Chosen}\n{choice.Other}");
        return PersonEvents.Line(
            choice.Person, new EventDraft(id, EventType.Track, EventNames.PreferenceChosen, null, null, now, now, "preferences"),
            json =>
            {
                json.WriteString("chosen", choice.Chosen.ToString());
                json.WriteString("other", choice.Other.ToString());
            },
            context: json =>
            {
                json.WriteStartObject("traits");
                json.WritePropertyName(ChoiceRules.TraitOf(choice.Slot));
                ChoiceRules.Value(NameOf(choice.Chosen, catalog), choice.Chosen, choice.Other, catalog).WriteTo(json);
                json.WriteEndObject();
                new Provenance("choice", Purpose: purpose, Origin: "declared").Write(json);
            });
    }

    /// <summary>What people call it.</summary>
    public static string NameOf(ChoiceSubject subject, CatalogSnapshot catalog)
    {
        string name = subject.Kind == ChoiceSubject.Product && catalog.Products.TryGetValue(subject.Id, out Product? product) ? product.Name : subject.Id;
        return name.Length <= 100 ? name : name[..99] + "…";
    }

    private static ChoiceQuestion? Question(string? id)
    {
        if (id is null || !Base64Url.IsValid(id)) return null;
        string[] parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(id)).Split('\n');
        return parts.Length == 3 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int slot) && slot < ChoiceRules.Slots
            && ChoiceSubject.Parse(parts[1]) is { } a && ChoiceSubject.Parse(parts[2]) is { } b && a.Kind == b.Kind && a != b ? new ChoiceQuestion(slot, a, b) : null;
    }

    private static ChoiceReading Refused(string detail, IReadOnlyList<ProblemError> errors) => new(new Problem(400, "invalid-choice", "The choice cannot be taken", detail, errors), default, 0, default, default);
}
