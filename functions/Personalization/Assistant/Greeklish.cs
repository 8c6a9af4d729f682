using System.Collections.Frozen;
using System.Text;

namespace Personalization.Assistant;

/// <summary>Greek in Latin letters, as people write it in a hurry: told by its everyday words, and read by its sounds, since everybody spells it in a way of their own.</summary>
public static class Greeklish
{
    // Everyday words that are none in English.
    private static readonly FrozenSet<string> Everyday = ("exete exeis exei echete exoume thelo thelw theloume tha mou sou gia kai einai den mia enan ena kanei kanete poso posa poses kostizei psaxno psaxnw vreite deikse deixe deixte parakalo parakalw "
        + "pou pote apo mexri kalimera kalispera geia yparxei yparxoun iparxei pws ston stin stous kalathi paraggelia paragelia epistrofi apostoli metaforika skini skines mpotes doro timi vale vgale prosthese euxaristo efxaristo katw kato panw pano eyro evro kati allo alla fthino ftino fthini").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    // The longest first: several letters may stand for one sound.
    private static readonly (string Written, string Sound)[] Greek =
        [("ου", "u"), ("αι", "e"), ("ει", "i"), ("οι", "i"), ("αυ", "av"), ("ευ", "ev"), ("μπ", "b"), ("ντ", "d"), ("γκ", "g"), ("γγ", "g"), ("τζ", "tz"), ("α", "a"), ("β", "v"), ("γ", "g"), ("δ", "d"), ("ε", "e"), ("ζ", "z"), ("η", "i"), ("θ", "t"), ("ι", "i"), ("κ", "k"), ("λ", "l"), ("μ", "m"),
            ("ν", "n"), ("ξ", "x"), ("ο", "o"), ("π", "p"), ("ρ", "r"), ("σ", "s"), ("τ", "t"), ("υ", "i"), ("φ", "f"), ("χ", "x"), ("ψ", "ps"), ("ω", "o")];

    private static readonly (string Written, string Sound)[] Latin =
        [("ou", "u"), ("ai", "e"), ("ei", "i"), ("oi", "i"), ("ay", "av"), ("au", "av"), ("af", "av"), ("ey", "ev"), ("eu", "ev"), ("ef", "ev"), ("mp", "b"), ("nt", "d"), ("gk", "g"), ("gg", "g"), ("gh", "g"), ("th", "t"), ("8", "t"), ("ch", "x"), ("kh", "x"), ("ks", "x"), ("ph", "f"), ("ps", "ps"),
            ("b", "v"), ("h", "i"), ("y", "i"), ("u", "i"), ("j", "x"), ("w", "o"), ("c", "k"), ("q", "k"), ("3", "x")];

    private static readonly (string Written, string Letters)[] Letters =
        [("th", "θ"), ("ch", "χ"), ("ps", "ψ"), ("ks", "ξ"), ("ph", "φ"), ("ou", "ου"), ("a", "α"), ("b", "β"), ("c", "κ"), ("d", "δ"), ("e", "ε"), ("f", "φ"), ("g", "γ"), ("h", "η"), ("i", "ι"), ("j", "ξ"), ("k", "κ"), ("l", "λ"), ("m", "μ"), ("n", "ν"), ("o", "ο"), ("p", "π"), ("q", "κ"), ("r", "ρ"),
            ("s", "σ"), ("t", "τ"), ("u", "υ"), ("v", "β"), ("w", "ω"), ("x", "χ"), ("y", "υ"), ("z", "ζ")];

    /// <summary>Whether a text in Latin letters is Greek: two everyday words of it, or one of few.</summary>
    public static bool Is(string text)
    {
        string[] words = [.. text.ToLowerInvariant().Split([' ', ',', '.', '?', ';', '!'], StringSplitOptions.RemoveEmptyEntries)];
        int known = words.Count(Everyday.Contains);
        return known > 1 || (known == 1 && words.Length <= 4 && !words.Contains("the"));
    }

    /// <summary>How a Greek word sounds, for <see cref="ToGreek"/>.</summary>
    public static string SoundOf(string greek) => Single(Replaced(greek, Greek));

    /// <summary>The text in Greek letters: words that sound like one that is known as that one, others letter by letter; words with digits or capitals in them stay.</summary>
    /// <param name="text">The text.</param>
    /// <param name="bySound">Known words by how they sound.</param>
    public static string ToGreek(string text, IReadOnlyDictionary<string, string> bySound)
    {
        StringBuilder greek = new(text.Length), word = new();
        foreach (char letter in text + " ")
        {
            if (char.IsAsciiLetterOrDigit(letter) || letter is '-' or '@') word.Append(letter);
            else
            {
                string one = word.ToString();
                word.Clear();
                bool stays = one.Length < 2 || one.Any(own => char.IsDigit(own) || own is '@' or '-') || one.Skip(1).Any(char.IsUpper);
                string small = one.ToLowerInvariant();
                greek.Append(stays ? one : bySound.GetValueOrDefault(Single(Replaced(small, Latin))) ?? Replaced(small, Letters)).Append(letter);
            }
        }
        return greek.ToString(0, greek.Length - 1);
    }

    private static string Single(string sound)
    {
        StringBuilder single = new(sound.Length);
        foreach (char letter in sound)
            if (single.Length == 0 || single[^1] != letter) single.Append(letter);
        return single.ToString();
    }

    private static string Replaced(string word, (string Written, string By)[] pairs)
    {
        StringBuilder made = new(word.Length);
        for (int at = 0; at < word.Length;)
        {
            (string written, string by) = pairs.FirstOrDefault(pair => string.CompareOrdinal(word, at, pair.Written, 0, pair.Written.Length) == 0);
            made.Append(written is null ? word[at].ToString() : by);
            at += written?.Length ?? 1;
        }
        return made.ToString();
    }
}
