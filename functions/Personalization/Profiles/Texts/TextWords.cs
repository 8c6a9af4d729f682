using System.Globalization;
using System.Text;

namespace Personalization.Profiles.Texts;

/// <summary>
/// Divides texts into words as they are compared: small letters without accents and vowel marks, letters that only look different made one, the
/// Arabic article taken off. An empty word stands where a sentence or a part of one ends.
/// </summary>
internal static class TextWords
{
    private const string Article = "ال";
    private const int ShortestWithArticle = 5;

    public static List<string> Of(string text)
    {
        List<string> words = [];
        StringBuilder word = new();
        foreach (char letter in text.Normalize(NormalizationForm.FormKD))
        {
            UnicodeCategory kind = char.GetUnicodeCategory(letter);
            if (kind is UnicodeCategory.NonSpacingMark or UnicodeCategory.Format || letter is '\'' or '’' or 'ـ') continue;
            if (char.IsLetterOrDigit(letter) || letter is '*')
            {
                word.Append(Folded(letter));
                continue;
            }
            End(words, word);
            if (letter is '.' or ',' or ';' or ':' or '!' or '?' or '·' or '،' or '؛' or '؟' or '\n' or '(' or ')' && words.Count > 0 && words[^1].Length > 0) words.Add("");
        }
        End(words, word);
        return words;
    }

    private static void End(List<string> words, StringBuilder word)
    {
        if (word.Length == 0) return;
        string whole = word.ToString();
        word.Clear();
        words.Add(whole.Length >= ShortestWithArticle && whole.StartsWith(Article, StringComparison.Ordinal) ? whole[Article.Length..] : whole);
    }

    private static char Folded(char letter) => letter switch
    {
        'ς' => 'σ',
        'ي' or 'ى' => 'ی',
        'ك' => 'ک',
        'ة' => 'ه',
        'أ' or 'إ' or 'آ' => 'ا',
        _ => char.ToLowerInvariant(letter),
    };
}
