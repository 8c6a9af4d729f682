using System.Collections.Immutable;
using Personalization.Catalog.Search;

namespace Personalization.Assistant.Shoppers;

/// <summary>
/// A way to say something: words with <c>|</c> between those that will do equally (and <c>_</c> within one of several words), <c>*</c> for a few words of any kind and <c>#</c> for a number.
/// Words are compared by their stems.
/// </summary>
/// <param name="Section">What kind of thing is said: <c>intents</c>, <c>price</c> …</param>
/// <param name="Key">What is said.</param>
/// <param name="Parts">The words.</param>
internal sealed record Phrase(string Section, string Key, ImmutableArray<PhrasePart> Parts)
{
    private const int LongestGap = 4;

    /// <summary>How many words of its own it has: the more, the surer.</summary>
    public int Literals { get; } = Parts.Count(part => !part.IsGap);

    /// <summary>Whether its words may stand in any order: only where there is a gap between them, and none is a mere particle.</summary>
    public bool IsFree { get; } = Parts.Count(part => !part.IsGap) > 1 && Parts.Any(part => part.IsGap) && !Parts.Any(part => part.IsNumber);

    public static Phrase? Parse(string section, string key, string written)
    {
        PhrasePart[] parts = [.. written.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(PhrasePart.Parse).OfType<PhrasePart>()];
        return parts.Any(part => !part.IsGap) ? new Phrase(section, key, [.. parts]) : null;
    }

    /// <summary>Where it ends when it begins at a place; -1 where it does not.</summary>
    public int EndAt(IReadOnlyList<Word> words, int start) => EndAt(words, start, 0);

    /// <summary>The places of its words, wherever they stand; none where one is missing.</summary>
    public ImmutableArray<int> Anywhere(IReadOnlyList<Word> words)
    {
        List<int> places = [];
        foreach (PhrasePart part in Parts.Where(part => !part.IsGap))
        {
            int found = Enumerable.Range(0, words.Count).FirstOrDefault(at => !places.Contains(at) && part.Stems.Any(stems => SaysMuch(words, at, stems) && Begins(words, at, stems)), -1);
            if (found < 0) return [];
            places.Add(found);
        }
        return [.. places];
    }

    private static bool SaysMuch(IReadOnlyList<Word> words, int at, ImmutableArray<string> stems) =>
        at + stems.Length <= words.Count && words.Skip(at).Take(stems.Length).Sum(word => word.Surface.Length) >= (words[at].Surface[0] is >= '\u0600' and <= '\u06ff' ? 3 : 4);

    private int EndAt(IReadOnlyList<Word> words, int at, int part)
    {
        if (part == Parts.Length) return at;
        PhrasePart next = Parts[part];
        if (next.IsGap)
        {
            for (int gap = 0; gap <= LongestGap && at + gap <= words.Count; gap++)
                if (EndAt(words, at + gap, part + 1) is >= 0 and int end) return end;
            return -1;
        }
        if (next.IsNumber) return at < words.Count && Amounts.TryRead(words[at].Surface, out _) ? EndAt(words, at + 1, part + 1) : -1;
        foreach (ImmutableArray<string> stems in next.Stems)
            if (Begins(words, at, stems) && EndAt(words, at + stems.Length, part + 1) is >= 0 and int end) return end;
        return -1;
    }

    private static bool Begins(IReadOnlyList<Word> words, int at, ImmutableArray<string> stems)
    {
        if (at + stems.Length > words.Count) return false;
        for (int place = 0; place < stems.Length; place++)
            if (words[at + place].Stem != stems[place]) return false;
        return true;
    }
}

/// <summary>A part of a phrase: words of which one has to be there, a gap, or a number.</summary>
internal sealed record PhrasePart(ImmutableArray<ImmutableArray<string>> Stems, bool IsGap, bool IsNumber)
{
    public static PhrasePart? Parse(string written) => written switch
    {
        "*" => new PhrasePart([], true, false),
        "#" => new PhrasePart([], false, true),
        _ => Words(written) is { IsEmpty: false } stems ? new PhrasePart(stems, false, false) : null,
    };

    private static ImmutableArray<ImmutableArray<string>> Words(string written) =>
        [.. written.Replace('_', ' ').Split('|').Select(one => Catalog.Search.Words.Of(one).Select(word => word.Stem).ToImmutableArray()).Where(stems => stems.Length > 0)];
}

/// <summary>A phrase that was found in a text.</summary>
/// <param name="Phrase">The phrase.</param>
/// <param name="Start">Its first word.</param>
/// <param name="End">The word behind its last one.</param>
internal readonly record struct PhraseMatch(Phrase Phrase, int Start, int End)
{
    /// <summary>Whether its words stand in another order, or far apart.</summary>
    public bool IsLoose { get; init; }

    public string Section => Phrase.Section;

    public string Key => Phrase.Key;
}
