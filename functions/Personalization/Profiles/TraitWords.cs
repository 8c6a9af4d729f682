using System.Collections.Frozen;

namespace Personalization.Profiles;

/// <summary>Tells traits by the words of their names: what capitals and marks divide a name into, and any two words that stand together.</summary>
/// <param name="known">Words, in small letters.</param>
internal sealed class TraitWords(IEnumerable<string> known)
{
    private readonly FrozenSet<string> words = known.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a name has one of the words.</summary>
    public bool AreIn(string name)
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
