using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Personalization.Assistant.Merchants;

/// <summary>A question as words that can be compared: lower case, without accents, one form for letters that are written in several.</summary>
internal sealed class QuestionWords
{
    private static readonly string[] ArabicArticles = ["وال", "بال", "فال", "كال", "ال", "لل"];

    private QuestionWords(ImmutableArray<string> all, ImmutableArray<string> written) => (All, Written) = (all, written);

    /// <summary>The words.</summary>
    public ImmutableArray<string> All { get; }

    /// <summary>The same words as they were written.</summary>
    public ImmutableArray<string> Written { get; }

    public static QuestionWords Of(string text)
    {
        List<string> all = [], written = [];
        StringBuilder word = new();
        foreach (char letter in text.Replace("\u200c", "", StringComparison.Ordinal).Replace("ـ", "", StringComparison.Ordinal) + " ")
        {
            // A number keeps its separators, a word its apostrophe.
            if (char.IsLetterOrDigit(letter) || char.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark || (word.Length > 0 && ((letter is '.' or ',' && char.IsDigit(word[^1])) || letter is '\'' or '’'))) word.Append(letter);
            else if (word.Length > 0)
            {
                string one = word.ToString().TrimEnd('.', ',', '\'', '’');
                word.Clear();
                if (one.Length == 0) continue;
                written.Add(one);
                all.Add(Fold(one));
            }
        }
        return new QuestionWords([.. all], [.. written]);
    }

    public static string Fold(string text)
    {
        StringBuilder folded = new(text.Length);
        foreach (char letter in text.Normalize(NormalizationForm.FormKD))
            if (CharUnicodeInfo.GetUnicodeCategory(letter) is not UnicodeCategory.NonSpacingMark && letter is not ('\'' or '’'))
                folded.Append(char.ToLowerInvariant(letter) switch { 'ς' => 'σ', 'ك' => 'ک', 'ي' or 'ى' => 'ی', 'ة' => 'ه', >= '٠' and <= '٩' and var digit => (char)(digit - '٠' + '0'), >= '۰' and <= '۹' and var digit => (char)(digit - '۰' + '0'), var other => other });
        return folded.ToString();
    }

    /// <summary>Whether a word is one of a stem: <c>customer*</c> or <c>who</c>. An Arabic article before it does not count.</summary>
    public static bool Fits(string word, string stem) => Direct(word, stem) || (Bare(word) is { } bare && Direct(bare, stem));

    /// <summary>The places of a pattern's stems, all of which have to be there in order with at most three words between; none where they are not.</summary>
    public ImmutableArray<int> Find(ImmutableArray<string> stems)
    {
        for (int start = 0; start < All.Length; start++)
        {
            if (!Fits(All[start], stems[0])) continue;
            List<int> places = [start];
            foreach (string stem in stems.Skip(1))
            {
                int next = -1;
                for (int at = places[^1] + 1; at < All.Length && at <= places[^1] + 4 && next < 0; at++)
                    if (Fits(All[at], stem)) next = at;
                if (next < 0) break;
                places.Add(next);
            }
            if (places.Count == stems.Length) return [.. places];
        }
        return [];
    }

    /// <summary>Whether all of a pattern's stems are there, in whatever order and however far apart. Only words that say something are free to stand anywhere.</summary>
    public bool HasAnywhere(ImmutableArray<string> stems) =>
        stems.Length > 1 && stems.All(SaysMuch) && stems.Select(stem => All.IndexOf(All.FirstOrDefault(word => Fits(word, stem))!)).ToHashSet() is var places && places.Count == stems.Length && !places.Contains(-1);

    /// <summary>Whether a stem is too long to be a mere particle; words of the Arabic script are written without their short vowels.</summary>
    public static bool SaysMuch(string stem) => stem.TrimEnd('*').Length >= (stem[0] is >= '\u0600' and <= '\u06ff' ? 3 : 4);

    /// <summary>The same question with some words put right.</summary>
    public QuestionWords With(Func<string, string> mend) => new([.. All.Select(mend)], Written);

    /// <summary>Whether two words are forms of one: the same but for an ending.</summary>
    public static bool Same(string one, string other)
    {
        if (one == other) return true;
        if (Bare(one) is { } bare && bare.Length > 2 && one != bare) return Same(bare, other);
        int shared = 0, least = Math.Min(one.Length, other.Length), most = Math.Max(one.Length, other.Length);
        while (shared < least && one[shared] == other[shared]) shared++;
        return shared >= 3 && most - shared <= 3 && shared >= least - (least >= 6 ? 2 : least >= 5 ? 1 : 0);
    }

    private static bool Direct(string word, string stem) => stem.EndsWith('*') ? word.StartsWith(stem.AsSpan(0, stem.Length - 1), StringComparison.Ordinal) : word == stem;

    /// <summary>A word, and the same without what Arabic writes together with it.</summary>
    public static IEnumerable<string> Forms(string word)
    {
        yield return word;
        if (Bare(word) is { Length: > 2 } bare) yield return bare;
        // The ending of an indefinite object.
        if (word.Length > 4 && word[^1] is 'ا') yield return word[..^1];
    }

    private static string? Bare(string word)
    {
        foreach (string article in ArabicArticles)
            if (word.Length > article.Length + 1 && word.StartsWith(article, StringComparison.Ordinal)) return word[article.Length..];
        return word.Length > 3 && word[0] is 'و' or 'ب' or 'ل' ? word[1..] : null;
    }
}
