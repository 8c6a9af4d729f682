using System.Text.RegularExpressions;

namespace Personalization.Assistant.Checking;

/// <summary>
/// Looks at one sentence of a model's before anybody reads it: numbers, names, addresses and promises have to be borne out by the facts of the conversation. Strict: what cannot be told
/// apart from an invention counts as one.
/// </summary>
/// <param name="words">The words that it goes by.</param>
public sealed partial class AnswerCheck(CheckWords words)
{
    /// <summary>Why a sentence may not be said, in a stable word; null where it may.</summary>
    public string? WrongIn(string sentence, Grounds grounds)
    {
        string text = NumberWords.Western(sentence);
        if (Addresses().Matches(text).Any(found => !grounds.HasAddress(found.Value))) return "address";
        string plain = Addresses().Replace(text, " ");
        if (!Numbers(ListMark().Replace(plain, ""), grounds)) return "number";
        if (Quoted().Matches(plain).Select(found => found.Groups[1].Value).Any(quote => !grounds.HasText(quote))) return "name";
        if (Names(plain, grounds) is not null) return "name";
        return Promises(plain, grounds) ? "promise" : null;
    }

    [GeneratedRegex(@"https?://[^\s)>\]""]+|www\.[^\s)>\]""]+|data:[^\s)]+", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Addresses();

    [GeneratedRegex(@"^\s*\d{1,2}[.)]\s", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ListMark();

    [GeneratedRegex("""(?:\*\*|["“„«”]|__)([^*"“”„«»_]{2,120})(?:\*\*|["”“»]|__)""", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Quoted();

    // A number may be read in two ways; one of them being so is enough.
    private bool Numbers(string text, Grounds grounds)
    {
        string[] tokens = text.Split([' ', '\n', '\t', '\u00A0', '(', ')', '–', '—'], StringSplitOptions.RemoveEmptyEntries);
        bool bounds = tokens.Any(words.Bounds), labels = tokens.Any(words.Labels);
        for (int at = 0; at < tokens.Length; at++)
        {
            string token = tokens[at].Trim('.', ',', '!', '?', '*', '"', ':', ';');
            decimal[] read = [.. NumberWords.In(token)];
            if (read.Length == 0) continue;
            NumberKind kind = words.KindOf(token, at > 0 ? tokens[at - 1] : "", at + 1 < tokens.Length ? tokens[at + 1] : "");
            if (!read.Any(number => grounds.Has(number, kind) || ((bounds || (labels && kind is NumberKind.Plain)) && grounds.WasAsked(number))) && !(kind is NumberKind.Plain && grounds.HasText(token))) return false;
        }
        return true;
    }

    /// <summary>The first word that is written as a name and stands in no fact.</summary>
    private static string? Names(string text, Grounds grounds)
    {
        bool first = true, latin = LanguageGuess.Of(text) is "en";
        foreach (string word in Grounds.WordsOf(text))
        {
            bool begins = first;
            first = false;
            if (!char.IsLetter(word[0]) || grounds.HasWord(word)) continue;
            bool inner = word.Skip(1).Any(char.IsUpper) || word.Any(char.IsDigit);
            bool foreign = !latin && word.All(char.IsAsciiLetter);
            if (word.Length > 1 && (inner || foreign || (char.IsUpper(word[0]) && !begins && !StartsSentence(text, word)))) return word;
        }
        return null;
    }

    // After a colon, a dash or a list's mark a capital letter says nothing.
    private static bool StartsSentence(string text, string word)
    {
        int at = text.IndexOf(word, StringComparison.Ordinal) - 1;
        while (at >= 0 && (char.IsWhiteSpace(text[at]) || text[at] is '*' or '"' or '(' or '“' or '«' or '-' or '•')) at--;
        return at < 0 || text[at] is '.' or '!' or '?' or ':' or '\n' or '…' or ')' or '–' or '—';
    }

    private bool Promises(string text, Grounds grounds)
    {
        foreach (string word in Grounds.WordsOf(text))
        {
            string folded = Grounds.Fold(word);
            if (words.Promises(folded) && !grounds.IsShops(word)) return true;
        }
        return false;
    }
}
