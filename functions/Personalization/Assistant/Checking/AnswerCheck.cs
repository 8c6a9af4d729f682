using System.Text.RegularExpressions;

namespace Personalization.Assistant.Checking;

/// <summary>What an answer is checked in.</summary>
/// <param name="Audience">Whom it is for: merchants may be told of discounts.</param>
/// <param name="Cart">Whether something was put into the cart, or out of it, in this answer.</param>
public readonly record struct CheckScope(AssistantAudience Audience, bool Cart);

/// <summary>
/// Looks at one sentence of a model's before anybody reads it: numbers, names, addresses, promises and deeds have to be borne out by the facts of the conversation. Strict: what cannot
/// be told apart from an invention counts as one.
/// </summary>
/// <param name="words">The words that it goes by.</param>
public sealed partial class AnswerCheck(CheckWords words)
{
    private const int LongestWord = 200;

    /// <summary>Why a sentence may not be said, in a stable word; null where it may.</summary>
    public string? WrongIn(string sentence, Grounds grounds, CheckScope scope)
    {
        // What looks like a digit or a letter is read as one: nobody sees the difference.
        string text = Groups().Replace(NumberWords.Western(Lookalikes.Plain(sentence)), "");
        if (Lookalikes.Disguises(text)) return "name";
        if (text.Split((char[]?)null).Any(word => word.Length > LongestWord) || AddressCheck.IsWrong(text, grounds)) return "address";
        string plain = AddressCheck.Without(text);
        string folded = Grounds.Fold(plain), joined = $" {string.Join(' ', Grounds.WordsOf(folded))} ";
        // How an order stands is told of orders that a tool has told of, and of no other.
        bool stated = words.StatesIn(joined);
        if (stated && !grounds.HasOrder && scope.Audience is AssistantAudience.Shopper && !grounds.TellsStates(joined, words)) return "state";
        if (!NumberCheck.IsBorneOut(ListMark().Replace(plain, ""), stated, grounds, words)) return "number";
        if (Quoted().Matches(plain).Select(found => found.Groups[1].Value).Any(quote => !grounds.HasText(quote))) return "name";
        if (Names(plain, grounds) is not null) return "name";
        if (scope.Audience is AssistantAudience.Shopper && Promises(joined, grounds)) return "promise";
        return Deeds(joined, grounds, scope) ? "deed" : null;
    }

    // 1 299,90 is one number.
    [GeneratedRegex(@"(?<=(?<![\d.,])[0-9]{1,3}(?:[ \u00A0\u202F][0-9]{3})*)[ \u00A0\u202F](?=[0-9]{3}(?![0-9]))", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Groups();

    [GeneratedRegex(@"^\s*\d{1,2}[.)]\s", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ListMark();

    [GeneratedRegex("""(?:\*\*|["“„«”]|__)([^*"“”„«»_]{2,120})(?:\*\*|["”“»]|__)""", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Quoted();

    /// <summary>The first word that is written as a name and stands in no fact.</summary>
    private static string? Names(string text, Grounds grounds)
    {
        bool first = true, latin = LanguageGuess.Of(text) is "en";
        foreach (string word in Grounds.WordsOf(text))
        {
            bool begins = first;
            first = false;
            if (!char.IsLetter(word[0]) || word.Length == 1) continue;
            bool code = word.Any(char.IsDigit) || (word.Length > 3 && word.All(char.IsUpper));
            if (code ? grounds.HasName(word) : grounds.HasWord(word)) continue;
            bool foreign = latin ? word.Any(letter => letter > 'ʯ' && char.IsLetter(letter)) : word.All(char.IsAsciiLetter);
            if (code || foreign || IsMixed(word) || word.Skip(1).Any(char.IsUpper) || (char.IsUpper(word[0]) && !begins && !StartsSentence(text, word))) return word;
        }
        return null;
    }

    // Letters of two alphabets in one word imitate another word.
    private static bool IsMixed(string word) => word.Where(char.IsLetter).Select(letter => letter switch { < 'ʰ' => 0, < 'Ѐ' => 1, < '԰' => 2, _ => 3 }).Distinct().Count() > 1;

    // After a colon, a dash or a list's mark a capital letter says nothing.
    private static bool StartsSentence(string text, string word)
    {
        int at = text.IndexOf(word, StringComparison.Ordinal) - 1;
        while (at >= 0 && (char.IsWhiteSpace(text[at]) || text[at] is '*' or '"' or '(' or '“' or '«' or '-' or '•')) at--;
        return at < 0 || text[at] is '.' or '!' or '?' or ':' or '\n' or '…' or ')' or '–' or '—';
    }

    private bool Promises(string joined, Grounds grounds)
    {
        string[] all = joined.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return all.Any(word => words.Promises(word) && !grounds.IsShops(word))
            || words.PromisesIn(joined)
            || (all.Any(words.Gifts) && (!grounds.AskedWords.Any(words.Gifts) || words.GivesIn(joined)));
    }

    // "Is paused" may be how something stands; "I have paused" is never so: nothing is done before somebody has approved it.
    private bool Deeds(string joined, Grounds grounds, CheckScope scope)
    {
        string[] all = joined.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.DeedsIn(joined)) return true;
        for (int at = 0; at < all.Length; at++)
        {
            if (!words.Deeds(all[at]) && !(words.CartDeeds(all[at]) && !(scope is { Audience: AssistantAudience.Shopper, Cart: true }))) continue;
            if (!grounds.IsFact(all[at]) || all[Math.Max(0, at - 3)..at].Any(words.IsWe)) return true;
        }
        return false;
    }
}
