namespace Personalization.Common.Documents;

/// <summary>Finds what somebody may have meant.</summary>
internal static class Spelling
{
    /// <summary><c>; did you mean X?</c> where a name is near enough, else nothing.</summary>
    public static string Hint(string written, IEnumerable<string> names)
    {
        string? nearest = names.Distinct().Select(name => (name, Steps: Distance(written.ToLowerInvariant(), name.ToLowerInvariant())))
            .Where(one => one.Steps <= Math.Max(1, one.name.Length / 3)).OrderBy(one => one.Steps).ThenBy(one => one.name, StringComparer.Ordinal).FirstOrDefault().name;
        return nearest is null ? "" : $"; did you mean {nearest}?";
    }

    // Levenshtein; two letters that changed places count once.
    private static int Distance(string one, string other)
    {
        if (Math.Abs(one.Length - other.Length) > 10 || one.Length > 60) return int.MaxValue;
        int[,] steps = new int[one.Length + 1, other.Length + 1];
        for (int i = 0; i <= one.Length; i++) steps[i, 0] = i;
        for (int j = 0; j <= other.Length; j++) steps[0, j] = j;
        for (int i = 1; i <= one.Length; i++)
            for (int j = 1; j <= other.Length; j++)
            {
                int replaced = steps[i - 1, j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1);
                steps[i, j] = Math.Min(replaced, 1 + Math.Min(steps[i - 1, j], steps[i, j - 1]));
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1]) steps[i, j] = Math.Min(steps[i, j], steps[i - 2, j - 2] + 1);
            }
        return steps[one.Length, other.Length];
    }
}
