using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Personalization.Common;
using Personalization.Profiles.Preferences;

namespace Personalization.Profiles.Quizzes;

/// <summary>What somebody's answers came to: whose they are and the traits that they say, or a problem.</summary>
/// <param name="Problem">Why nothing was taken, or null.</param>
/// <param name="UserId">The known person, or null.</param>
/// <param name="AnonymousId">The device, or null.</param>
/// <param name="Language">The language of the questions, or null.</param>
/// <param name="Traits">Traits by name; JSON null takes one back.</param>
public sealed record QuizStatement(Problem? Problem, string? UserId, string? AnonymousId, string? Language, ImmutableSortedDictionary<string, JsonElement> Traits);

/// <summary>Reads answers against their quiz: nothing can come of them that the quiz does not define.</summary>
/// <param name="quiz">The quiz.</param>
/// <param name="errors">Takes what is wrong.</param>
internal sealed class QuizAnswers(Quiz quiz, List<ProblemError> errors)
{
    private static readonly JsonElement Nothing = JsonElement.Parse("null");

    private readonly SortedDictionary<string, JsonElement> traits = new(StringComparer.Ordinal);

    /// <summary>The traits that the answers say.</summary>
    public ImmutableSortedDictionary<string, JsonElement> Read(IReadOnlyList<JsonProperty> answers, string? language)
    {
        foreach (JsonProperty one in answers)
        {
            if (quiz.Questions.FirstOrDefault(question => question.Id == one.Name) is not { } question)
                Wrong(one.Name, "unknown_question", $"The quiz has no question {one.Name}. It has {string.Join(", ", quiz.Questions.Select(known => known.Id))}.");
            else Take(question, one.Value, language);
        }
        return traits.ToImmutableSortedDictionary(StringComparer.Ordinal);
    }

    private void Take(QuizQuestion question, JsonElement said, string? language)
    {
        bool takenBack = said.ValueKind is JsonValueKind.Null;
        switch (question.Kind)
        {
            case QuestionKind.Range:
                TakeRange(question, said, takenBack);
                break;
            case QuestionKind.Size:
                if ((takenBack ? [] : Texts(question, said, question.Sizes, QuizLimits.SizesAPerson)) is { } sizes)
                    traits[DeclaredNames.Size + question.Category] = takenBack ? Nothing : Json(new JsonArray([.. sizes.Select(size => (JsonNode)size)]));
                break;
            default:
                if ((takenBack ? [] : Texts(question, said, question.Answers.Select(answer => answer.Id), question.Most)) is { } chosen) TakeChoice(question, chosen, language);
                break;
        }
    }

    /// <summary>What other answers of the question would have said is no longer so.</summary>
    private void TakeChoice(QuizQuestion question, IReadOnlyList<string> chosen, string? language)
    {
        QuizAnswer[] answers = [.. question.Answers.Where(answer => chosen.Contains(answer.Id))];
        foreach (string trait in question.Answers.SelectMany(answer => answer.Traits.Keys).Distinct(StringComparer.Ordinal))
        {
            JsonElement[] values = [.. answers.Where(answer => answer.Traits.ContainsKey(trait)).Select(answer => answer.Traits[trait])];
            traits[trait] = values.Length switch
            {
                0 => Nothing,
                1 => values[0],
                _ => Json(new JsonArray([.. values.Select(value => JsonNode.Parse(value.GetRawText()))])),
            };
        }
        if (question.Answers.Any(answer => !answer.Weights.IsEmpty))
            Say(question, answers.Where(answer => !answer.Weights.IsEmpty).Select(answer => new TasteStatement(answer.Text.For(language), answer.Weights)));
    }

    private void TakeRange(QuizQuestion question, JsonElement said, bool takenBack)
    {
        decimal from = 0, to = 0;
        bool read = takenBack || (said.ValueKind is JsonValueKind.Object && Number(said, "from", out from) && Number(said, "to", out to) && from >= question.From && to <= question.To && from <= to);
        if (!read)
        {
            Wrong(question.Id, "out_of_range", string.Create(CultureInfo.InvariantCulture, $"{question.Id} must be {{\"from\":..,\"to\":..}} between {question.From} and {question.To}."));
            return;
        }
        if (question.Trait is { } trait) traits[trait] = takenBack ? Nothing : Json(new JsonObject { ["from"] = from, ["to"] = to });
        if (question.PriceWeight is not { } weight) return;
        string range = string.Create(CultureInfo.InvariantCulture, $"{from:0.##}-{to:0.##}");
        Say(question, takenBack ? [] : [new TasteStatement(range, [new TasteWeight(TasteKind.Price, range, weight)])]);
    }

    private void Say(QuizQuestion question, IEnumerable<TasteStatement> statements)
    {
        TasteStatement[] all = [.. statements];
        traits[$"{DeclaredNames.Taste}{quiz.Id}:{question.Id}"] = all.Length == 0 ? Nothing : TasteStatement.ToJson(all);
    }

    /// <summary>One text or several, each among those that there are; null with an error for anything else.</summary>
    private string[]? Texts(QuizQuestion question, JsonElement said, IEnumerable<string> known, int most)
    {
        string[] all = [.. known];
        string[] texts = said.ValueKind is JsonValueKind.String ? [said.GetString()!]
            : said.ValueKind is JsonValueKind.Array ? [.. said.EnumerateArray().Select(item => item.ValueKind is JsonValueKind.String ? item.GetString()! : "").Distinct(StringComparer.Ordinal)]
            : [];
        if (texts.Length > 0 && texts.Length <= most && texts.All(all.Contains)) return texts;
        Wrong(question.Id, "unknown_answer", $"{question.Id} must be {(most == 1 ? "one" : $"1 to {most}")} of {string.Join(", ", all)}; null takes the answer back.");
        return null;
    }

    private void Wrong(string questionId, string code, string detail) => errors.Add(new ProblemError(code, $"/answers/{JsonPointer.Token(questionId)}", detail));

    private static bool Number(JsonElement said, string name, out decimal number)
    {
        number = 0;
        return said.TryGetProperty(name, out JsonElement value) && value.ValueKind is JsonValueKind.Number && value.TryGetDecimal(out number);
    }

    private static JsonElement Json(JsonNode node) => JsonElement.Parse(node.ToJsonString());
}
