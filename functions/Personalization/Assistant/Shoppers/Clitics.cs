namespace Personalization.Assistant.Shoppers;

/// <summary>What Arabic and Persian write together with a word: "and", "with" and "for" before it, pronouns and spoken endings behind it.</summary>
internal static class Clitics
{
    private const int ShortestWord = 3;

    // As normalized: with the Arabic forms of the letters; the longest first.
    private static readonly string[] Before = ["وهال", "عهال", "بهال", "وبال", "هال", "عال", "وب", "ول", "فال", "و", "ف", "ب", "ل", "ك", "ع", "ه"];
    private static readonly string[] Behind =
        ["هولي", "هالي", "هملي", "تونو", "شونو", "ترينش", "ترين", "ترش", "تره", "هاي", "هاش", "هاتون", "تون", "مون", "شون", "تان", "مان", "شان", "لي", "لك", "لنا", "ني", "نا", "كم", "كن", "هم", "هن", "تر", "رو", "ات", "ام", "اش", "اي", "ك", "ش", "م", "ت", "و", "ه", "ا", "ي"];

    /// <summary>The words that a word may be with something written to it; none for other scripts.</summary>
    public static IEnumerable<string> Without(string surface)
    {
        if (surface.Length <= ShortestWord || surface[0] is < '\u0600' or > '\u06ff') yield break;
        foreach (string bare in Endless(surface)) yield return bare;
        foreach (string clitic in Before)
        {
            if (surface.Length < clitic.Length + ShortestWord || !surface.StartsWith(clitic, StringComparison.Ordinal)) continue;
            yield return surface[clitic.Length..];
            foreach (string bare in Endless(surface[clitic.Length..])) yield return bare;
        }
    }

    private static IEnumerable<string> Endless(string surface) =>
        Behind.Where(clitic => surface.Length >= clitic.Length + ShortestWord && surface.EndsWith(clitic, StringComparison.Ordinal)).Select(clitic => surface[..^clitic.Length]);
}
