namespace Personalization.LocalHost.Durable;

/// <summary>The order of versions: by their numbers where both have numbers, else by their letters; none is the lowest.</summary>
internal static class Versions
{
    public static int Compare(string? a, string? b)
    {
        bool hasA = !string.IsNullOrWhiteSpace(a), hasB = !string.IsNullOrWhiteSpace(b);
        if (!hasA || !hasB) return hasA.CompareTo(hasB);
        return Version.TryParse(a, out Version? numberA) && Version.TryParse(b, out Version? numberB)
            ? numberA.CompareTo(numberB)
            : string.Compare(a, b, StringComparison.OrdinalIgnoreCase);
    }
}
