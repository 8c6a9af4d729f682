using System.Collections.Frozen;

namespace Personalization.Profiles;

/// <summary>
/// What the suite never learns about anybody from a quiz, a file or a service: what the law protects most, and what stands in for it. A trait is known
/// by the words of its name, <c>healthScore</c> as well as <c>score:health</c>. A shop's setting may add words and never takes one away.
/// </summary>
public sealed class ForbiddenTraits
{
    private static readonly FrozenSet<string> Always = FrozenSet.ToFrozenSet(
    [
        "religion", "religious", "faith", "church", "muslim", "christian", "jewish", "hindu", "belief", "beliefs",
        "health", "medical", "disease", "illness", "disability", "disabled", "pregnant", "pregnancy", "medication", "diagnosis", "diabetes", "mental", "hiv",
        "ethnicity", "ethnic", "race", "racial", "caste", "tribe",
        "politics", "political", "politicalparty", "voter", "ideology",
        "orientation", "sexual", "sexuality", "gay", "lesbian", "transgender", "sexlife",
        "union", "unions", "criminal", "conviction", "convictions", "biometric", "biometrics", "genetic", "genetics", "dna",
        "income", "salary", "wealth", "debt", "creditscore", "creditworthiness", "networth",
    ], StringComparer.Ordinal);

    private readonly FrozenSet<string> words;

    /// <summary>The suite's list.</summary>
    public static ForbiddenTraits Standard { get; } = new([]);

    /// <summary>The suite's list and further words.</summary>
    /// <param name="more">Words, in any case.</param>
    public ForbiddenTraits(IEnumerable<string> more) => words = Always.Concat(more.Select(one => one.Trim().ToLowerInvariant()).Where(one => one.Length > 0)).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>True for a trait that must not be written. Words are what capitals and marks divide a name into, and any two that stand together.</summary>
    public bool Holds(string name)
    {
        string? before = null;
        foreach (string word in Words(name))
        {
            if (words.Contains(word) || (before is not null && words.Contains(before + word))) return true;
            before = word;
        }
        return words.Contains(name.ToLowerInvariant());
    }

    private static IEnumerable<string> Words(string name)
    {
        int start = 0;
        for (int at = 1; at <= name.Length; at++)
        {
            bool ends = at == name.Length || !char.IsLetterOrDigit(name[at]) || (char.IsUpper(name[at]) && char.IsLower(name[at - 1]));
            if (!ends) continue;
            string word = name[start..at].Trim(':', '_', '-', '.', ' ', '/').ToLowerInvariant();
            if (word.Length > 0) yield return word;
            start = at;
        }
    }
}
