using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using Personalization.Common;
using Personalization.Profiles.Preferences;

namespace Personalization.Profiles.Quizzes;

/// <summary>Reads the questions of a quiz.</summary>
internal sealed class QuestionFields(ForbiddenTraits forbidden)
{
    private const double OrdinaryWeight = 0.5;
    private const int LongestTrait = 60;
    private const int LongestValue = 80;
    private const decimal LargestNumber = 1_000_000;

    private static readonly string[] Kinds = ["single", "multi", "range", "size"];

    // Who somebody is and how to reach them is no matter of taste, and anybody may answer for any id.
    private static readonly FrozenSet<string> Identity = FrozenSet.ToFrozenSet(
    [
        "id", "userid", "anonymousid", "email", "phone", "name", "firstname", "lastname", "username", "address", "avatar", "company", "createdat", "birthday", "locale", "timezone",
        "country", "campaign", "website", "title", "loyalty", "tags",
    ], StringComparer.OrdinalIgnoreCase);

    public QuizQuestion Question(JsonFields fields)
    {
        string id = Id(fields);
        LocalText text = fields.LocalText("text", QuizLimits.TextLength, QuizLimits.Languages) ?? Nothing;
        QuestionKind kind = Kind(fields);
        QuizQuestion question = new(id, kind, text);
        question = kind switch
        {
            QuestionKind.Range => Range(question, fields),
            QuestionKind.Size => Sizes(question, fields),
            _ => Choice(question, fields),
        };
        fields.RefuseOthers();
        return question;
    }

    private static LocalText Nothing { get; } = new(new Dictionary<string, string> { ["en"] = "" });

    private static QuestionKind Kind(JsonFields fields)
    {
        if (fields.OneOf("kind", Kinds) is { } kind) return (QuestionKind)Array.IndexOf(Kinds, kind);
        if (fields.Any("kind") is null) fields.Missing("kind", string.Join(", ", Kinds));
        return QuestionKind.Single;
    }

    private static string Id(JsonFields fields)
    {
        string? id = fields.Text("id", QuizLimits.IdLength);
        if (id is not null && !QuizLimits.IsId(id)) fields.Wrong("id", "wrong_form", "An id is letters, digits, _ and -.");
        else if (id is null && fields.Any("id") is null) fields.Missing("id", "letters, digits, _ and -");
        return id ?? "";
    }

    private QuizQuestion Choice(QuizQuestion question, JsonFields fields)
    {
        ImmutableArray<QuizAnswer> answers = [.. fields.Objects("answers", 2, QuizLimits.Answers).Select(Answer)];
        int most = question.Kind is QuestionKind.Multi ? fields.Whole("most", 1, QuizLimits.Answers) ?? Math.Max(1, answers.Length) : 1;
        if (answers.Select(one => one.Id).Distinct(StringComparer.Ordinal).Count() < answers.Length) fields.Wrong("answers", "repeated", "Two answers have the same id.");
        int bytes = answers.Select(SizeOf).OrderDescending().Take(most).Sum() + 2;
        if (bytes > TasteStatement.MostBytes)
            fields.Wrong("answers", "too_large", $"What {most} answers weigh together takes {bytes} bytes of a profile; {TasteStatement.MostBytes} are allowed. Shorten texts, take weights off, or let fewer answers be given.");
        return question with { Answers = answers, Most = most };
    }

    private QuizAnswer Answer(JsonFields fields)
    {
        string id = Id(fields);
        LocalText text = fields.LocalText("text", QuizLimits.AnswerLength, QuizLimits.Languages) ?? Nothing;
        ImmutableSortedDictionary<string, JsonElement>.Builder traits = ImmutableSortedDictionary.CreateBuilder<string, JsonElement>(StringComparer.Ordinal);
        foreach (JsonProperty one in fields.Members("traits", QuizLimits.Traits))
            if (MayWrite(one.Name, fields, "traits") && IsValue(one, fields)) traits[one.Name] = one.Value;
        List<TasteWeight> weights = [];
        foreach (JsonProperty one in fields.Members("weights", QuizLimits.Weights))
        {
            if (one.Value.ValueKind is JsonValueKind.Number && one.Value.TryGetDouble(out double weight) && TasteWeight.Parse(one.Name, weight) is { } read) weights.Add(read);
            else fields.Wrong("weights", "wrong_form", $"\"{one.Name}\" must be category:NAME, brand:NAME, attribute:KEY:VALUE or price:FROM-TO, and its weight a number from -1 to 1.");
        }
        fields.RefuseOthers();
        return new QuizAnswer(id, text, traits.ToImmutable(), [.. weights]);
    }

    private QuizQuestion Range(QuizQuestion question, JsonFields fields)
    {
        decimal from = Number(fields, "from"), to = Number(fields, "to");
        if (from >= to) fields.Wrong("to", "out_of_range", "to must be larger than from.");
        string? trait = fields.Text("trait", LongestTrait);
        if (trait is not null) MayWrite(trait, fields, "trait");
        double? weight = fields.Flag("price") == true ? fields.Number("weight", -1, 1) ?? OrdinaryWeight : null;
        if (trait is null && weight is null) fields.Wrong("trait", "missing", "A range needs trait, the name of what it says of the person, or \"price\":true.");
        return question with { From = from, To = to, Trait = trait, PriceWeight = weight };
    }

    private static QuizQuestion Sizes(QuizQuestion question, JsonFields fields)
    {
        string? category = fields.Text("category", ProfileLimits.ProductIdLength);
        if (category is null && fields.Any("category") is null) fields.Missing("category", "what the sizes are of, as products name it");
        IReadOnlyList<string>? sizes = fields.Texts("sizes", QuizLimits.Answers, 20);
        if (sizes is null && fields.Any("sizes") is null) fields.Missing("sizes", "the sizes to choose from");
        return question with { Category = category, Sizes = [.. (sizes ?? []).Distinct(StringComparer.Ordinal)] };
    }

    private static decimal Number(JsonFields fields, string name)
    {
        if (fields.Any(name) is null) fields.Missing(name, "a number");
        return (decimal)(fields.Number(name, 0, (double)LargestNumber) ?? 0);
    }

    private bool MayWrite(string trait, JsonFields fields, string member)
    {
        if (trait.Length > LongestTrait || !trait.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-'))
            fields.Wrong(member, "wrong_form", $"\"{trait}\" is no name of a trait that a quiz may write: up to {LongestTrait} letters, digits, _ and -.");
        else if (Identity.Contains(trait))
            fields.Wrong(member, "reserved", $"A quiz may not write {trait}: anybody can answer for anybody, so who somebody is comes from your own systems.");
        else if (forbidden.Holds(trait))
            fields.Wrong(member, "forbidden", $"A quiz may not write {trait}: it is about what the law protects most. Ask what products should be like instead.");
        else return true;
        return false;
    }

    private static bool IsValue(JsonProperty one, JsonFields fields)
    {
        if (one.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False && JsonMarshal.GetRawUtf8Value(one.Value).Length <= LongestValue * 4) return true;
        fields.Wrong("traits", "wrong_type", $"{one.Name} must be a text of up to {LongestValue} characters, a number, true or false.");
        return false;
    }

    private static int SizeOf(QuizAnswer answer) => answer.Weights.IsEmpty ? 0
        : answer.Text.ByLanguage.Values.Max(text => TasteStatement.Bytes([new TasteStatement(text, answer.Weights)]).Length);

}
