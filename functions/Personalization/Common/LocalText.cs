namespace Personalization.Common;

/// <summary>A text in several languages, by BCP 47 tag.</summary>
/// <param name="ByLanguage">At least one.</param>
public sealed record LocalText(IReadOnlyDictionary<string, string> ByLanguage)
{
    private const string Fallback = "en";

    /// <summary>The text for a language: its own, that of the wider tag, English, or the first there is.</summary>
    public string For(string? language)
    {
        for (string tag = language ?? ""; tag.Length > 0; tag = tag[..Math.Max(0, tag.LastIndexOf('-'))])
            foreach ((string known, string text) in ByLanguage)
                if (known.Equals(tag, StringComparison.OrdinalIgnoreCase)) return text;
        return ByLanguage.TryGetValue(Fallback, out string? english) ? english : ByLanguage.First().Value;
    }
}
