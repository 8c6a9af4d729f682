using System.Collections.Immutable;
using Personalization.Catalog.Search;

namespace Personalization.Assistant.Shoppers;

/// <summary>
/// A way to say something: words with <c>|</c> between those that will do equally (and <c>_</c> within one of several words), <c>*</c> for a few words of any kind and <c>#</c> for a number.
/// Words are compared by their stems; by their very letters where <c>=</c> stands before them, where they have one or two letters, and where they are numbers.
/// </summary>
/// <param name="Section">What kind of thing is said: <c>intents</c>, <c>price</c> …</param>
/// <param name="Key">What is said.</param>
/// <param name="Parts">The words.</param>
internal sealed record Phrase(string Section, string Key, ImmutableArray<PhrasePart> Parts)
{
    private const int LongestGap = 4;
    private const string NumberSection = "numbers";

    /// <summary>How many words of its own it has: the more, the surer.</summary>
    public int Literals { get; } = Parts.Count(part => !part.IsGap);

    /// <summary>Whether its words may stand in any order: only where there is a gap between them, and none is a mere particle.</summary>
    public bool IsFree { get; } = Parts.Count(part => !part.IsGap) > 1 && Parts.Any(part => part.IsGap) && !Parts.Any(part => part.IsNumber);

    public static Phrase? Parse(string section, string key, string written)
    {
        PhrasePart[] parts = [.. written.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(part => PhrasePart.Parse(part, exact: section == NumberSection)).OfType<PhrasePart>()];
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
            int found = Enumerable.Range(0, words.Count).FirstOrDefault(at => !places.Contains(at) && part.Ways.Any(way => SaysMuch(words, at, way) && way.IsAt(words, at)), -1);
            if (found < 0) return [];
            places.Add(found);
        }
        return [.. places];
    }

    private static bool SaysMuch(IReadOnlyList<Word> words, int at, Way way) =>
        at + way.Stems.Length <= words.Count && words.Skip(at).Take(way.Stems.Length).Sum(word => word.Surface.Length) >= (words[at].Surface[0] is >= '\u0600' and <= '\u06ff' ? 3 : 4);

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
        foreach (Way way in next.Ways)
            if (way.IsAt(words, at) && EndAt(words, at + way.Stems.Length, part + 1) is >= 0 and int end) return end;
        return -1;
    }
}

/// <summary>One or more words that have to stand together.</summary>
/// <param name="Stems">Their stems.</param>
/// <param name="Forms">As they stand, where nothing else will do; else null.</param>
internal sealed record Way(ImmutableArray<string> Stems, ImmutableArray<string?> Forms)
{
    // What is as short as that says nothing of the longer words that have it for a stem: in Arabic "six" would be "sixty".
    private const int Whole = 2;

    public static Way? Parse(string written, bool exact)
    {
        IReadOnlyList<Word> words = Words.Of(written);
        exact |= written.StartsWith('=');
        return words.Count == 0 ? null : new Way([.. words.Select(word => word.Stem)], [.. words.Select(word => exact || word.Surface.Length <= Whole ? word.Surface : null)]);
    }

    public bool IsAt(IReadOnlyList<Word> words, int at)
    {
        if (at + Stems.Length > words.Count) return false;
        for (int place = 0; place < Stems.Length; place++)
            if (words[at + place].Stem != Stems[place] || (Forms[place] is { } form && words[at + place].Surface != form)) return false;
        return true;
    }
}

/// <summary>A part of a phrase: words of which one has to be there, a gap, or a number.</summary>
internal sealed record PhrasePart(ImmutableArray<Way> Ways, bool IsGap, bool IsNumber)
{
    /// <summary>Stems of the words of each way.</summary>
    public IEnumerable<ImmutableArray<string>> Stems => Ways.Select(way => way.Stems);

    public static PhrasePart? Parse(string written, bool exact) => written switch
    {
        "*" => new PhrasePart([], true, false),
        "#" => new PhrasePart([], false, true),
        _ => Of(written, exact) is { IsEmpty: false } ways ? new PhrasePart(ways, false, false) : null,
    };

    private static ImmutableArray<Way> Of(string written, bool exact) => [.. written.Replace('_', ' ').Split('|').Select(one => Way.Parse(one, exact)).OfType<Way>()];
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
