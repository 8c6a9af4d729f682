using System.Collections.Immutable;

namespace Personalization.Profiles.Texts;

/// <summary>A topic that a text speaks of.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Confidence">How sure it is that it matters to who wrote it, 0 to 1: more where different words say so.</param>
public sealed record TextFinding(TextTopic Topic, double Confidence);

/// <summary>
/// Finds what a review or message shows to matter to who wrote it, by lists of words: the same text gives the same answer, and it can be said which
/// words it comes from. What is denied ("not organic") is passed over, and never taken for its opposite.
/// </summary>
public sealed class TextExtractor
{
    private const int NegationReach = 3;
    private const int LateNegationReach = 2;

    private static readonly double[] Sure = [0.5, 0.65, 0.8];

    private readonly ImmutableArray<(TextTopic Topic, string[][] Phrases)> topics;
    private readonly HashSet<string> before;
    private readonly HashSet<string> after;
    private readonly HashSet<string> but;

    /// <summary>By a shop's topics.</summary>
    public TextExtractor(TextTopics definition)
    {
        Definition = definition;
        topics = [.. definition.Topics.Select(topic => (topic, topic.Phrases.Select(phrase => TextWords.Of(phrase).ToArray()).Where(words => words.Length > 0).ToArray()))];
        (before, after, but) = (Set(definition.Negations.Before), Set(definition.Negations.After), Set(definition.Negations.But));
    }

    /// <summary>The topics that it knows.</summary>
    public TextTopics Definition { get; }

    /// <summary>What a text speaks of, the surest first.</summary>
    public ImmutableArray<TextFinding> Find(string text)
    {
        List<string> words = TextWords.Of(text.Length <= TextLimits.TextLength ? text : text[..TextLimits.TextLength]);
        List<TextFinding> found = [];
        foreach ((TextTopic topic, string[][] phrases) in topics)
        {
            int said = phrases.Count(phrase => IsSaid(words, phrase));
            if (said > 0) found.Add(new TextFinding(topic, Sure[Math.Min(said, Sure.Length) - 1]));
        }
        return [.. found.OrderByDescending(one => one.Confidence).ThenBy(one => one.Topic.Id, StringComparer.Ordinal).Take(TextLimits.TopicsOfText)];
    }

    private bool IsSaid(List<string> words, string[] phrase)
    {
        for (int at = 0; at + phrase.Length <= words.Count; at++)
            if (Matches(words, at, phrase) && !IsDenied(words, at, phrase.Length)) return true;
        return false;
    }

    private static bool Matches(List<string> words, int at, string[] phrase)
    {
        for (int place = 0; place < phrase.Length; place++)
        {
            string wanted = phrase[place], word = words[at + place];
            if (!(wanted.EndsWith('*') ? word.StartsWith(wanted.AsSpan(0, wanted.Length - 1), StringComparison.Ordinal) : word == wanted)) return false;
        }
        return true;
    }

    private bool IsDenied(List<string> words, int at, int length)
    {
        for (int place = at - 1; place >= Math.Max(0, at - NegationReach) && words[place].Length > 0; place--)
            if (before.Contains(words[place])) return !but.Contains(words[place + 1]);
        int end = at + length;
        for (int place = end; place < Math.Min(words.Count, end + LateNegationReach) && words[place].Length > 0; place++)
            if (after.Contains(words[place])) return true;
        return false;
    }

    private static HashSet<string> Set(ImmutableArray<string> words) => words.SelectMany(TextWords.Of).Where(word => word.Length > 0).ToHashSet(StringComparer.Ordinal);
}
