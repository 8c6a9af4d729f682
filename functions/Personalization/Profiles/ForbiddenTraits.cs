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

    private readonly TraitWords words;

    /// <summary>The suite's list.</summary>
    public static ForbiddenTraits Standard { get; } = new([]);

    /// <summary>The suite's list and further words.</summary>
    /// <param name="more">Words, in any case.</param>
    public ForbiddenTraits(IEnumerable<string> more) => words = new TraitWords(Always.Concat(more.Select(one => one.Trim().ToLowerInvariant()).Where(one => one.Length > 0)));

    /// <summary>True for a trait that must not be written. Words are what capitals and marks divide a name into, and any two that stand together.</summary>
    public bool Holds(string name) => words.AreIn(name);
}
