using System.Text.RegularExpressions;

namespace Personalization.Assistant.Checking;

/// <summary>Addresses in a sentence: pages, pictures, mailboxes. Only those of the facts may be named, letter by letter: what is appended to one can carry something out.</summary>
internal static partial class AddressCheck
{
    public static bool IsWrong(string text, Grounds grounds) =>
        Markup().IsMatch(text) || Targets().Matches(text).Any(found => !grounds.HasAddress(found.Groups[1].Value)) || Addresses().Matches(text).Any(found => !grounds.HasAddress(found.Value) && !grounds.WasSaid(found.Value));

    public static string Without(string text) => Addresses().Replace(Targets().Replace(text, " "), " ");

    // Schemes, mailboxes, hosts without a scheme.
    [GeneratedRegex(@"(?:\b[a-z][a-z0-9+.-]*:)?//[^\s)>\]""]+|\b(?:javascript|vbscript|data|mailto|tel|file|intent):[^\s)]+|[^\s@,;:()\[\]]+@[^\s@,;()]+|\b(?:[\p{L}\d-]+\.)+[a-z]{2,}(?:[/?][^\s)>\]""]*)?|\bwww\.[^\s)>\]""]+|\b[\p{L}\d-]+(?:\[\.\]|\(dot\)| dot )[a-z]{2,}\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Addresses();

    // The target of a link or picture in Markdown, in either form.
    [GeneratedRegex(@"\]\s*\(\s*<?([^\s)>]*)[^)]*\)?|^\s*\[[^\]]+\]:\s*(\S+)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Targets();

    [GeneratedRegex(@"<\s*[a-z/!?]|&#?\w+;", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Markup();
}
